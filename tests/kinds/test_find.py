"""Kinds found by the folders they live in."""

from survey.kinds.find import FOLDER, kind_of, kinds


def test_every_folder_is_a_kind():
    """A folder of survey/kinds/ is a kind of the same name; nothing lists them."""
    folders = {path.parent.name for path in FOLDER.glob("*/__init__.py")}

    assert set(kinds()) == folders >= {"choice", "many_choices", "yes_no", "geopoint"}


def test_a_question_names_its_kind(ask):
    """The kind of a question is the one it names."""
    assert kind_of(ask("integer")) is kinds()["integer"]
