"""YAML files with the place of every value."""

import pytest

from survey.errors import MahallaError, Where
from survey.questionnaire.yaml_file import locate, parse_yaml, read_yaml


def test_every_value_has_its_line_and_column():
    """Keys of maps and entries of lists are found where they stand, from line 1 and column 1."""
    plain, positions = parse_yaml("a: 1\nb:\n  - x\n  - c: y\n", "file.yaml")

    assert plain == {"a": 1, "b": ["x", {"c": "y"}]}
    assert positions == {
        (): (1, 1),
        ("a",): (1, 1),
        ("b",): (2, 1),
        ("b", 0): (3, 5),
        ("b", 1): (4, 5),
        ("b", 1, "c"): (4, 5),
    }


def test_words_that_older_yaml_took_for_truths_stay_words():
    """`no`, `yes`, `on` and `off` are texts; only `true` and `false` are truths."""
    plain, _ = parse_yaml("[no, yes, on, off, true, false]", "file.yaml")

    assert plain == ["no", "yes", "on", "off", True, False]


def test_days_stay_as_they_are_written():
    """A day is a text, also one that never was."""
    plain, _ = parse_yaml("[2026-01-31, 2026-02-30]", "file.yaml")

    assert plain == ["2026-01-31", "2026-02-30"]


def test_numbers_and_blanks_become_plain_values():
    """Whole numbers, fractions, blanks, and truths with an anchor are Python's own."""
    plain, _ = parse_yaml("[12, 0x1F, 1.5, null, &mark true, !!set {a}]", "file.yaml")

    assert [type(value) for value in plain] == [int, int, float, type(None), bool, str]


def test_a_merged_key_stands_where_its_map_stands():
    """A key taken over with `<<` is found at the map that takes it over."""
    plain, positions = parse_yaml("a: &a {x: 1}\nb:\n  <<: *a\n", "file.yaml")

    assert (plain["b"], positions["b", "x"]) == ({"x": 1}, (2, 1))


def test_a_path_that_is_not_there_is_located_at_what_contains_it():
    """The nearest value that does exist gives the place."""
    _, positions = parse_yaml("a:\n  b: 1\n", "file.yaml")

    assert locate(("a", "b", "c", 3), positions, "file.yaml") == Where("file.yaml", 2, 3)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a: " + "[" * 800, "file.yaml:1:1: Too much stands inside one another here"),
        ("&a {b: *a}", "file.yaml:1:5: Too much stands inside one another here"),
        ("a: 1\nb: " + "9" * 5000, "file.yaml:2:4: The YAML breaks off here (Exceeds the limit"),
        ("a: !!bool maybe", "file.yaml:1:4: The YAML breaks off here ('maybe')"),
        ("a: !!binary x", "file.yaml:1:4: The YAML breaks off here (failed to decode"),
        ("a: *b", "file.yaml:1:4: The YAML breaks off here (found undefined alias 'b')"),
        ("a: 1\n---\nb: 2", "file.yaml:2:1: The YAML breaks off here (but found another document)"),
        ("a: 1\r\nb: \x02", "file.yaml:2:4: Here stands a character that cannot be printed"),
        ('a: "\\ud83d"', "file.yaml:1:1: Here stands a character that cannot be printed"),
        ('"a\\0": 1', "file.yaml:1:1: Here stands a character that cannot be printed"),
        ("{a: 1, a: 2}", "file.yaml:1:8: A key stands here for the second time"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_place(source, said):
    """Whatever is wrong with the text, there is one sentence with a line and a column."""
    with pytest.raises(MahallaError) as caught:
        parse_yaml(source, "file.yaml")

    assert str(caught.value).startswith(said)


def test_a_missing_file_is_a_sentence(tmp_path):
    """The file that is not there is named, with what to do."""
    with pytest.raises(MahallaError) as caught:
        read_yaml(tmp_path / "street.yaml")

    assert str(caught.value) == (
        f"{tmp_path / 'street.yaml'}: The file cannot be read: No such file or directory. "
        "Check its name and place."
    )


def test_a_folder_is_no_file(tmp_path):
    """A folder in the place of a file is named as such."""
    with pytest.raises(MahallaError, match="The file cannot be read: Is a directory"):
        read_yaml(tmp_path)


def test_a_file_of_another_encoding_names_its_line(tmp_path):
    """UTF-16, as some editors save it, is told at the first line that is not UTF-8."""
    (tmp_path / "street.yaml").write_text("title: خیابان ما", encoding="utf-16")

    with pytest.raises(MahallaError, match=r"street\.yaml:1:1: This line is not UTF-8 text"):
        read_yaml(tmp_path / "street.yaml")


def test_a_mark_at_the_beginning_is_skipped(tmp_path):
    """The byte order mark that some editors write does no harm."""
    (tmp_path / "street.yaml").write_bytes("\ufefftitle: خیابان".encode())

    assert read_yaml(tmp_path / "street.yaml")[0] == {"title": "خیابان"}
