"""The session workbook: its sheets, what is said on them, and that nothing withheld is shown."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from survey.locale import Language, Text
from survey.reports.charts import find_charts
from survey.reports.charts.problem_tree import ProblemTree, Tier
from survey.reports.make import render, write_copy
from survey.reports.products import find_product
from survey.reports.products.workbook.issues import Issue, choose_issues, first_need
from survey.reports.products.workbook.pages import agenda, cards, plan, tree, voting
from survey.reports.products.workbook.steps import PARTS, STEPS, write_kicker
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.voice import Voice
from survey.results.model import Release
from tests.reports.conftest import Printed, count_pages, plain_pen, read_text, run_tool
from tests.reports.sample import (
    Row,
    area_rows,
    make_release,
    option_rows,
    questionnaire,
    shown,
    withheld,
    without_extras,
)
from tests.reports.stretched import name_long, stretch_language

TAGS = ["en", "fa", "ar"]
SMALLEST = 12
"""The smallest letters of a sheet that hangs on a wall, in points."""


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


@pytest.fixture(scope="session")
def workbook(
    release: Release,
    languages: dict[str, Language],
    complaints: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """Print a neighbourhood's workbook in a language, once in a session; give its file."""
    folder = tmp_path_factory.mktemp("workbooks")

    @cache
    def print_once(name: str, tag: str) -> Path:
        file = folder / f"{name}-{tag}.pdf"
        reading = read_neighbourhood(release, name)
        file.write_bytes(render(find_product("workbook"), reading, languages[tag]))
        return file

    return print_once


def read(rows: list[Row]) -> Reading:
    return read_neighbourhood(make_release(rows), "sepidar")


def issue(rows: list[Row], title: str, voice: Voice) -> Issue:
    return next(one for one in choose_issues(read(rows), voice) if one.title == title)


@pytest.mark.parametrize("tag", TAGS)
def test_sheets(workbook: Printed, tag: str):
    """Agenda, cards, vote, two trees, plan and commitments: seven sheets, each on A3 paper."""
    file = workbook("sepidar", tag)
    said = run_tool("pdfinfo", "-f", "1", "-l", "7", str(file))
    assert count_pages(file) == 7
    assert said.count("1190.55 x 841.89 pts (A3)") == 7


@pytest.mark.parametrize("tag", TAGS)
def test_no_small_letters(workbook: Printed, tag: str):
    """No letter is smaller than twelve points, neither in the words nor in the drawings."""
    shown = run_tool(
        "pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", str(workbook("sepidar", tag))
    )
    sizes = {int(size) for size in re.findall(r'<fontspec [^>]*size="(\d+)"', shown)}
    assert sizes
    assert min(sizes) >= SMALLEST


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_to_complain_of(workbook: Printed, complaints: list[str], tag: str):
    """WeasyPrint misses no glyph and knows every property."""
    workbook("sepidar", tag)
    assert complaints == []


def test_same_bytes(release: Release, languages: dict[str, Language], workbook: Printed):
    """The same release gives the same bytes."""
    reading = read_neighbourhood(release, "sepidar")
    again = render(find_product("workbook"), reading, languages["fa"])
    assert again == workbook("sepidar", "fa").read_bytes()


def test_sound_pdf(workbook: Printed):
    """The file is a sound PDF."""
    run_tool("qpdf", "--check", str(workbook("sepidar", "ar")))


def test_words_are_found(workbook: Printed):
    """What a facilitator reads out stands on the sheets, whole and in order."""
    said = read_text(workbook("sepidar", "en"))
    wanted = (
        "Step 3 of 5 | 30 minutes | groups of 5 to 7",
        "Nobody is asked about themselves.",
        "We name no persons",
        "3 December 2026",
        "the neighbourhood house",
        "It happened to 17 of 100 households that were asked",
        "71 of 100 answered “Often” or “Very often”",
    )
    assert [words for words in wanted if words not in said] == []


def test_silent_neighbourhood(workbook: Printed):
    """Where too few answered there is a workbook all the same, without a single score."""
    file = workbook("labeh-rud", "en")
    said = read_text(file)
    assert count_pages(file) == 6
    assert "Too few people answered here" in said
    assert "Public environment" in said
    assert " of 100" not in said


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_long_words(languages: dict[str, Language], tmp_path: Path, tag: str):
    """Sentences longer by 40 of 100 and a name of sixty letters add no sheet."""
    language = stretch_language(languages[tag])
    file = tmp_path / "long.pdf"
    file.write_bytes(
        render(
            find_product("workbook"),
            read_neighbourhood(name_long(make_release()), "sepidar"),
            language,
        )
    )
    assert count_pages(file) == 7
    assert words_outside(file) == []


def words_outside(file: Path) -> list[str]:
    """List the words that reach beyond the margins of a sheet, 5 mm from the edge of the paper."""
    shown = run_tool("pdftotext", "-bbox", str(file), "-")
    places = re.findall(
        r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', shown
    )
    boxes = [tuple(map(float, place)) for place in places]
    return [
        str(box)
        for box in boxes
        if box[0] < 44 or box[2] > 1190.55 - 44 or box[1] < 8 or box[3] > 841.89 - 8
    ]


@pytest.mark.parametrize("count", [1, 40])
def test_many_topics(languages: dict[str, Language], tmp_path: Path, count: int):
    """One topic or forty: at most two sheets of cards, with one free card at least."""
    file = tmp_path / "many.pdf"
    reading = read_topics(count)
    content = cards.build(reading, Voice(languages["en"], reading.questionnaire))
    file.write_bytes(render(find_product("workbook"), reading, languages["en"]))
    dealt = [card for sheet in content.sheets for row in sheet for card in row]
    assert len(content.sheets) == (2 if count > 1 else 1)
    assert dealt[-1] is None
    assert count_pages(file) == (9 if count > 1 else 7)
    assert words_outside(file) == []


def read_topics(count: int) -> Reading:
    """Read a release of so many topics, all weak points, in a questionnaire that has them."""
    asked = questionnaire()
    weak = asked.domains[1]
    topics = tuple(
        replace(weak, id=f"topic{n}", title=Text(f"Topic {n} of a rather long list"))
        for n in range(count)
    )
    rows = [shown("sepidar", "strength", topic.id, 30, "weakness") for topic in topics]
    reading = read([*rows, shown("sepidar", "item", "e08", 30)])
    return replace(reading, questionnaire=replace(asked, domains=topics))


def test_steps_are_numbered(voice: Voice):
    """Every sheet but the first says which step it is for; the agenda lists the same steps."""
    kickers = [write_kicker(step.sheet, voice) for step in STEPS]
    lines = agenda.build(read(area_rows("sepidar")), voice).lines
    assert [kicker[: len("Step 1 of 5")] for kicker in kickers] == [
        f"Step {n} of 5" for n in range(1, 6)
    ]
    assert [line.number for line in lines if line.number] == [1, 2, 3, 4, 5]


def test_time_of_day(voice: Voice):
    """The agenda says when each part begins, from the time of the meeting on."""
    lines = agenda.build(read(area_rows("sepidar")), voice).lines
    assert [line.starts for line in lines[:3]] == ["17:00", "17:10", "17:35"]


@pytest.mark.parametrize("time", ["", "after the evening prayer"])
def test_no_time_of_day(voice: Voice, time: str):
    """Without a meeting, or with a time in words, nothing is made up."""
    reading = read(area_rows("sepidar"))
    meeting = replace(reading.project.meeting, time=time) if time else None
    page = agenda.build(replace(reading, project=replace(reading.project, meeting=meeting)), voice)
    assert {line.starts for line in page.lines} == {""}
    assert [field.value for field in page.meeting[:2]] == (
        ["3 December 2026", time] if time else ["", ""]
    )


def test_needs_come_first(voice: Voice):
    """Weak points and worrying harms stand first, strengths last."""
    issues = choose_issues(read(area_rows("sepidar")), voice)
    assert [(one.title, one.sign) for one in issues] == [
        ("Public environment", "need"),
        ("Social harms as residents see them", "need"),
        ("Harms reported by households", "none"),
        ("Support for people who are harmed or at risk", "middle"),
        ("Participation, trust and mutual help", "good"),
        ("Quality of life", "good"),
        ("Neighbourhood assets and capacities", "good"),
    ]


def test_card_in_words(voice: Voice):
    """A card says its score, its range, what it is called, and one fact of its bad answers."""
    card = issue(area_rows("sepidar"), "Public environment", voice)
    assert (card.called, card.score) == ("weak point", "31 of 100")
    assert card.span == "The true value is probably 27 to 35."
    assert card.fact == (
        "69 of 100 answered “Very bad” or “Bad”: How good or bad are the green places of this "
        "neighbourhood, such as trees and parks?"
    )


def test_harm_says_which_way_it_counts(voice: Voice):
    """A harm's number says that 100 is the most harm; a strength's does not need to."""
    rows = area_rows("sepidar")
    harm = issue(rows, "Social harms as residents see them", voice)
    assert (harm.called, harm.note) == ("serious concern", "100 is the most harm")
    assert issue(rows, "Quality of life", voice).note == ""


def test_likely_is_called_probable(voice: Voice):
    """What is only likely is never said plainly."""
    rows = [shown("sepidar", "strength", "qol", 35, "likely_weakness")]
    assert issue(rows, "Quality of life", voice).called == "probably a weak point"


def test_little_harm_is_no_strength(voice: Voice):
    """A rare harm stands between need and strength."""
    rows = [shown("sepidar", "harm", "harm_perceived", 20, "low_concern")]
    card = issue(rows, "Social harms as residents see them", voice)
    assert (card.sign, card.called) == ("middle", "little concern")


def test_withheld_topic_has_no_number(voice: Voice):
    """A withheld topic keeps its card and says why it has no number, not even one of a question."""
    rows = [row for row in area_rows("sepidar") if row[1:3] != ("environment", "strength")]
    rows.append(withheld("sepidar", "strength", "environment"))
    card = issue(rows, "Public environment", voice)
    assert card == Issue("Public environment", "none", "too few answers", line="too few answers")


def test_no_range_is_not_made_up(voice: Voice):
    """Where the range is withheld the card has none, in words or drawing."""
    score = shown("sepidar", "strength", "qol", 50, "mixed")
    rows = [(*score[:5], float("nan"), float("nan"), *score[7:])]
    card = issue(rows, "Quality of life", voice)
    assert card.span == ""
    assert card.gauge is not None
    assert (card.gauge.lower, card.gauge.upper) == (None, None)


def test_single_questions_stand_in(voice: Voice):
    """Where no topic is a need, the questions that stand out are issues of their own."""
    rows = [
        shown("sepidar", "strength", "environment", 50, "mixed"),
        shown("sepidar", "item", "e05", 22),
        *option_rows("sepidar", "e05", 22, 117),
    ]
    card = choose_issues(read(rows), voice)[0]
    assert card.title.startswith("How good or bad are the green places")
    assert card.fact == "69 of 100 answered “Very bad” or “Bad”."


def test_too_long_a_fact_gives_way(voice: Voice):
    """A fact that does not fit on a card is not cut: a shorter one is told."""
    asked = questionnaire().questions["e05"]
    long = replace(asked, text=Text("Very long words " * 20))
    sections = tuple(
        replace(part, questions=tuple(long if q.id == "e05" else q for q in part.questions))
        for part in questionnaire().sections
    )
    reading = read(area_rows("sepidar"))
    reading = replace(reading, questionnaire=replace(reading.questionnaire, sections=sections))
    card = choose_issues(reading, voice)[0]
    assert "sense of safety" in card.fact


def test_vote_on_what_should_change(voice: Voice):
    """The rows of the vote are the issues of the cards without the strengths, and some are free."""
    reading = read(area_rows("sepidar"))
    page = voting.build(reading, voice)
    assert page.issues == choose_issues(reading, voice)[:4]
    assert (len(page.issues) + page.free) % voting.ON_SHEET == 0
    assert page.free >= 2


def test_sensitive_questions_are_not_on_cards(voice: Voice):
    """What may hurt to read aloud stands on no sheet of a session."""
    reading = read(area_rows("sepidar"))
    hurt = mark_sensitive(reading, "p01")
    harm = "Social harms as residents see them"
    facts = [
        next(one.fact for one in choose_issues(each, voice) if one.title == harm)
        for each in (reading, hurt)
    ]
    assert "drugs" in facts[0]
    assert "drugs" not in facts[1]
    assert "stolen" in facts[1]


def test_a_sensitive_question_is_no_card_of_its_own(voice: Voice):
    """Where single questions stand out, those marked as sensitive stand on no sheet either."""
    asked = "How good or bad are the green places"
    rows = [shown("sepidar", "strength", "environment", 45, "mixed")]
    rows += [shown("sepidar", "item", "e05", 12), *option_rows("sepidar", "e05", 12, 117)]
    reading = read(rows)
    hurt = mark_sensitive(reading, "e05")
    assert any(one.title.startswith(asked) for one in choose_issues(reading, voice))
    assert not any(one.title.startswith(asked) for one in choose_issues(hurt, voice))
    assert (first_need(reading) is None, first_need(hurt) is None) == (False, True)


def mark_sensitive(reading: Reading, name: str) -> Reading:
    """Read the same with a question marked as sensitive."""
    asked = reading.questionnaire
    sections = tuple(
        replace(part, questions=tuple(replace(q, sensitive=q.id == name) for q in part.questions))
        for part in asked.sections
    )
    return replace(reading, questionnaire=replace(asked, sections=sections))


def test_tree_of_the_first_need(voice: Voice):
    """The first tree names the need that is clearest, with people to count and facts beside."""
    reading = read(area_rows("sepidar"))
    first, empty = tree.build(reading, voice).sheets
    assert (first.tree.problem, first.tree.note) == ("Public environment", "weak point: 31 of 100")
    people = first.evidence.people
    assert people is not None
    assert (people.count, people.of, people.title) == (7, 10, "About 7 of 10 answers")
    assert len(first.evidence.facts) == 2
    assert (empty.tree.problem, empty.evidence.facts) == ("", ())


def test_tree_beside_the_town(voice: Voice):
    """The tree compares with all neighbourhoods only where the ranges do not touch."""
    near = [*area_rows("sepidar"), shown("all", "strength", "environment", 36)]
    far = [*area_rows("sepidar"), shown("all", "strength", "environment", 60)]
    facts = [tree.build(read(rows), voice).sheets[0].evidence.facts for rows in (near, far)]
    assert not any("all neighbourhoods" in fact for fact in facts[0])
    assert facts[1][-1] == "The score here is clearly below that of all neighbourhoods, 60 of 100."


def test_no_need_no_first_tree(voice: Voice):
    """Where nothing is a need, only the empty tree is printed and the plan names no number."""
    reading = read([shown("sepidar", "strength", "qol", 50, "mixed")])
    assert first_need(reading) is None
    assert len(tree.build(reading, voice).sheets) == 1
    assert plan.build(reading, voice).baseline == ""


def test_absent_inputs(languages: dict[str, Language], tmp_path: Path):
    """Without harms, districts and a meeting the workbook is printed with room to write."""
    file = tmp_path / "bare.pdf"
    reading = read_neighbourhood(without_extras(make_release()), "sepidar")
    file.write_bytes(render(find_product("workbook"), reading, languages["en"]))
    assert count_pages(file) == 7
    assert "December" not in read_text(file)


def test_empty_tree_has_lines_to_write_on():
    """A tree without a problem has lines where the problem is to be written."""
    rows = Tier("Effects", "What?"), Tier("Causes", "Why?"), Tier("Roots", "Why?")
    drawn = [
        find_charts()["problem_tree"](
            ProblemTree("Tree", *rows, problem=said), plain_pen("ltr", 756)
        )
        for said in ("", "The problem")
    ]
    lines = [
        len(list(ElementTree.fromstring(one).iter("{http://www.w3.org/2000/svg}line")))
        for one in drawn
    ]
    assert lines[0] > lines[1]


def test_every_part_takes_time():
    """Every part of the session has its minutes; together they stay within two hours and a half."""
    assert all(part.minutes for part in PARTS)
    assert sum(part.minutes for part in PARTS) <= 150


def test_the_tree_fills_its_sheet(release: Release, languages: dict[str, Language]) -> None:
    """A drawing of A3 is as wide as A3 allows, not as A4."""
    reading = read_neighbourhood(release, "sepidar")
    html = write_copy(find_product("workbook"), reading, languages["en"])
    assert 'width="756pt"' in html
