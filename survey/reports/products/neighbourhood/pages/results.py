"""Page 6, all results: every topic and question with its score, range and number of answers."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Literal

from survey.questionnaire.method import DomainPolarity, Index
from survey.questionnaire.model import Domain, Question
from survey.questionnaire.scored import is_turned
from survey.reports.findings import Standing, judge, standing_of
from survey.reports.products.neighbourhood.comparing import compare, explain_comparisons
from survey.reports.products.neighbourhood.indices import ALONE, list_columns
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.reports.voice import Voice

PLACE = 6

OWN_DECIMALS = 2
"""How a figure is printed that is not on 0-100."""

Cell = Literal[
    "good", "likely-good", "need", "likely-need", "middle", "open", "withheld", "plain", "none"
]


@dataclass(frozen=True)
class Line:
    """One line of the table; `cell` says how its score is set.

    `remarks` stand behind its labels, `note` under its title.
    """

    title: str
    score: str = ""
    span: str = ""
    n: str = ""
    cell: Cell = "middle"
    labels: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One topic and its questions, or an index and its columns."""

    topic: Line
    questions: tuple[Line, ...]
    is_harm: bool


@dataclass(frozen=True)
class Results:
    """The content of the page; `keys` explain the cells, `comparisons` the remarks."""

    section: str
    heading: str
    lead: str
    columns: tuple[str, str, str, str]
    groups: tuple[Group, ...]
    keys: tuple[tuple[Cell, str], ...]
    comparisons: str
    discuss: str


def build(reading: Reading, voice: Voice) -> Results | None:
    """Build the table; None where nothing may be shown."""
    if reading.is_silent:
        return None
    say = voice.language.gettext
    groups = (
        *(build_group(reading, domain, voice) for domain in reading.topics),
        *list_indices(reading, "strength", voice),
        *(build_group(reading, domain, voice) for domain in reading.asked_harms),
        *list_indices(reading, "harm", voice),
    )
    has_remarks = any(group.topic.remarks for group in groups)
    return Results(
        section=say("All results"),
        heading=write_heading(reading, voice),
        lead=say(
            "Scores from 0 to 100, the range where the true value probably is, and the answers."
        ),
        columns=(say("Topic and questions"), say("Score"), say("Probably"), say("Answers")),
        groups=groups,
        keys=(
            ("good", say("strength")),
            ("likely-good", say("probably a strength")),
            ("middle", say("in between")),
            ("open", say("uncertain")),
            ("likely-need", say("probably a weak point")),
            ("need", say("weak point")),
        ),
        comparisons=explain_comparisons(voice) if has_remarks else "",
        discuss=say(
            "Talk about it: which result surprises you? What do you know that these numbers "
            "do not show?"
        ),
    )


def write_heading(reading: Reading, voice: Voice) -> str:
    """Count the topics that are clearly a strength or a weak point."""
    scores = [reading.score_of(domain) for domain in reading.topics]
    standings = [standing_of(score.label) for score in scores if score]
    strengths = standings.count(Standing("good", True))
    needs = standings.count(Standing("need", True))
    say, count = voice.language.gettext, voice.language.ngettext
    good = (
        count(
            "%(count)s topic is clearly a strength.",
            "%(count)s topics are clearly strengths.",
            strengths,
        )
        if strengths
        else say("No topic is clearly a strength.")
    )
    need = (
        count(
            "%(count)s topic is clearly a weak point.",
            "%(count)s topics are clearly weak points.",
            needs,
        )
        if needs
        else say("No topic is clearly a weak point.")
    )
    return f"{good}\n{need}"


def build_group(reading: Reading, domain: Domain, voice: Voice) -> Group:
    """Set out one topic and its questions, the best first."""
    is_harm = domain.polarity == "harm"
    score = reading.score_of(domain)
    standing = standing_of(score.label) if score else None
    title, labels = voice.text(domain.title), _label(domain, score, voice)
    is_judged = domain.measure == "perceived"
    topic = (
        write_line(title, score, standing, voice, labels)
        if is_judged
        else Line(title, cell="none", labels=labels)
    )
    topic = replace(topic, remarks=compare(reading, domain.id, domain.polarity, voice))
    questions = reading.questionnaire.items_of(domain.id)
    scored = [(question, reading.mean_of(question)) for question in questions]
    scored = [(q, s) for q, s in scored if s or reading.is_mean_withheld(q)]
    return Group(
        topic=topic,
        questions=tuple(
            _question_line(reading, question, score, voice, domain)
            for question, score in sorted(scored, key=lambda pair: _order(pair[1], is_harm))
        ),
        is_harm=is_harm,
    )


def list_indices(reading: Reading, polarity: DomainPolarity, voice: Voice) -> list[Group]:
    """Set out the indices of strengths, or those of harms, in the order of the file."""
    indices = [one for one in reading.questionnaire.method.indices if one.polarity == polarity]
    known = _known(reading)
    return [build_index(reading, one, voice) for one in indices if (one.kind, one.id) in known]


def _known(reading: Reading) -> Set[tuple[str, str]]:
    """Return all figures there are of the neighbourhood, released or withheld."""
    return reading.here.released.keys() | reading.here.withheld.keys()


def build_index(reading: Reading, index: Index, voice: Voice) -> Group:
    """Set out one index: a composite on one line, any other column by column."""
    title, is_harm = voice.text(index.title), index.polarity == "harm"
    if index.kind == ALONE or not list_columns(index):
        line = _index_line(reading, index, title, voice)
        remarks = compare(reading, index.id, index.polarity, voice)
        return Group(replace(line, remarks=remarks), (), is_harm)
    columns = [
        (words, reading.here.find(index.kind, name))
        for name, words in list_columns(index).items()
        if (index.kind, name) in _known(reading)
    ]
    lines = tuple(
        write_line(voice.language.gettext(words), score, None, voice) for words, score in columns
    )
    labels = (voice.language.gettext("From 0 to 100"),)
    return Group(Line(title, cell="none", labels=labels), lines, is_harm)


def _index_line(reading: Reading, index: Index, title: str, voice: Voice) -> Line:
    """Write an index that has one figure; without a label it is on a scale of its own."""
    score, say = reading.here.find(index.kind, index.id), voice.language.gettext
    if score is None:
        return write_line(title, None, None, voice)
    if called := voice.called(score):
        direction = say("100 is the most harm") if index.polarity == "harm" else ""
        labels = tuple(filter(None, (called, direction)))
        return write_line(title, score, standing_of(score.label), voice, labels)
    line = write_line(title, score, None, voice, (say("on a scale of its own"),))
    number = voice.language.number
    if score.lower is None or score.upper is None:
        return replace(line, score=number(score.estimate, OWN_DECIMALS))
    lower, upper = number(score.lower, OWN_DECIMALS), number(score.upper, OWN_DECIMALS)
    span = say("%(lower)s to %(upper)s", lower=lower, upper=upper)
    return replace(line, score=number(score.estimate, OWN_DECIMALS), span=span)


def write_line(
    title: str,
    score: Score | None,
    standing: Standing | None,
    voice: Voice,
    labels: tuple[str, ...] = (),
    note: str = "",
) -> Line:
    """Write one line; a withheld score says so in words."""
    if score is None:
        words = voice.language.gettext("too few answers")
        return Line(title, span=words, cell="withheld", labels=labels, note=note)
    return Line(
        title=title,
        score=voice.whole(score.estimate),
        span=voice.span(score) or _explain_no_span(score, voice),
        n=voice.whole(score.n),
        cell=_cell(standing),
        labels=labels,
        note=note,
    )


def _explain_no_span(score: Score, voice: Voice) -> str:
    """Say why there is no range: nothing varied, or it would give single answers away."""
    if "no_variation" in score.flags:
        return voice.language.gettext("all alike")
    return voice.language.gettext("not shown")


def _question_line(
    reading: Reading, question: Question, score: Score | None, voice: Voice, domain: Domain
) -> Line:
    thresholds = reading.questionnaire.thresholds
    is_judged = score is not None and domain.measure == "perceived"
    standing = judge(score, thresholds, domain.polarity) if score and is_judged else None
    note = _note_skipped(reading, question, voice)
    turned = (voice.language.gettext("counted the other way round"),)
    labels = turned if is_turned(question, domain) else ()
    return write_line(voice.text(question.text), score, standing, voice, labels, note)


def _note_skipped(reading: Reading, question: Question, voice: Voice) -> str:
    """Print how many said that a question is not for them: it can hide fear."""
    share = reading.here.find("not_applicable", question.id)
    if question.not_applicable is None or share is None or not share.estimate:
        return ""
    return voice.language.gettext(
        "%(share)s of 100 said: “%(answer)s”",
        share=voice.whole(share.estimate),
        answer=voice.text(question.not_applicable),
    )


def _label(domain: Domain, score: Score | None, voice: Voice) -> tuple[str, ...]:
    """Say what a topic is called, and which way a harm counts."""
    say = voice.language.gettext
    if domain.measure == "reported":
        return (say("percent of households"),)
    called = voice.called(score) if score else ""
    direction = say("100 is the most harm") if domain.polarity == "harm" else ""
    return tuple(filter(None, (called, direction)))


def _order(score: Score | None, is_harm: bool) -> float:
    return 1000.0 if score is None else -score.estimate


def _cell(standing: Standing | None) -> Cell:
    if standing is None:
        return "plain"
    if standing.tone == "middle":
        return "middle" if standing.is_certain else "open"
    certain: dict[str, Cell] = {"good": "good", "need": "need"}
    likely: dict[str, Cell] = {"good": "likely-good", "need": "likely-need"}
    return (certain if standing.is_certain else likely)[standing.tone]
