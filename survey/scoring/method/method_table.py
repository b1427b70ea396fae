"""The table `method`: every choice behind the figures, in words and numbers, for print."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from survey.errors import N_
from survey.locale import Language
from survey.questionnaire.method import Method
from survey.questionnaire.model import Domain, Question, Questionnaire
from survey.scoring.answers.alpha import FEWEST_PERSONS, LOWEST_ALPHA
from survey.scoring.answers.domains import ENOUGH_ANSWERED
from survey.scoring.estimation.benjamini_hochberg import FALSE_DISCOVERIES
from survey.scoring.method.choices import Choice, write_choices, write_number
from survey.scoring.method.index_choices import list_indices
from survey.scoring.method.sample_choices import Run, list_sample
from survey.scoring.outcomes.figures import SMALL_SAMPLE
from survey.scoring.outcomes.labels import ENOUGH_FOR_LIKELY
from survey.scoring.outcomes.official import FEWEST_DF, FEWEST_EFFECTIVE
from survey.scoring.release.sets import FEWEST_HOUSEHOLDS, FEWEST_RESPONDENTS
from survey.scoring.release.table import SMALL
from survey.scoring.sensitivity import SHIFT, WEIGHTS

PERCENT = 100
UNITS = {
    "person": N_("Persons answer."),
    "household": N_("One person answers for each household."),
    "association": N_("Associations answer."),
    "participant": N_("Those who took part in a meeting answer."),
    "area": N_("Nobody answers: the figures are those of a table of areas."),
}
RULES = {
    "two_way": N_(
        "A gap in “%(domain)s” is filled with what this person answered elsewhere and what others "
        "answered here (two-way), clipped to 0–100."
    ),
    "item_first": N_("A gap in “%(domain)s” is filled with the mean of its question."),
    "prorate": N_("Gaps in “%(domain)s” are left out, and the other answers are averaged."),
    "complete": N_("In “%(domain)s” only who answered every question counts."),
}
ONLY_ONE = N_("One question makes “%(domain)s”: who gave no answer to it has no score.")
MEASURES = {
    ("strength", "perceived"): N_("“%(domain)s” is a strength: a high score is good."),
    ("harm", "perceived"): N_(
        "“%(domain)s” is a harm as residents see it: a high score is more harm."
    ),
    ("harm", "reported"): N_(
        "“%(domain)s” are harms that households met: shares of households, each counted once."
    ),
    ("strength", "reported"): N_("“%(domain)s” are shares of households, each counted once."),
}
ITEMS = {
    "positive": N_(
        "“%(question)s” counts in “%(domain)s” with the weight %(weight)s; a high answer is good."
    ),
    "negative": N_(
        "“%(question)s” counts in “%(domain)s” with the weight %(weight)s; a high answer is bad."
    ),
}
PROFILES = {
    "standard": N_("Figures are released by the standard profile."),
    "official": N_(
        "Figures are released by the official profile: with fewer than %(effective)s effective "
        "answers, or too wide a range, they are withheld; with fewer than %(df)s degrees of "
        "freedom they are to be reviewed."
    ),
}
RANKS = {
    "joint": N_(
        "Ranks have joint intervals that hold for all areas at once (Klein, Wright and Wieczorek)."
    ),
    "differences": N_(
        "Ranks have sets from the differences between areas, with %(draws)s draws from the seed "
        "%(seed)s (Mogstad, Romano, Shaikh and Wilhelm)."
    ),
}


def make_method(questionnaire: Questionnaire, run: Run, language: Language) -> pd.DataFrame:
    """Make the table: columns `part, key, value, message, values, text`, a row per choice.

    Every choice is a whole sentence, said in `language` in `text`; `message` (English, with named
    placeholders) and `values` (JSON) let a report say it in another one.
    """
    return write_choices(list(list_choices(questionnaire, run)), language)


def list_choices(questionnaire: Questionnaire, run: Run) -> Iterator[Choice]:
    """List every choice, part by part, in the order of the method."""
    yield from _list_questionnaire(questionnaire, run)
    if questionnaire.unit != "area":
        yield from list_sample(questionnaire, run)
        yield from _list_domains(questionnaire)
        yield from _list_limits(questionnaire)
    yield from list_indices(questionnaire)
    yield from _list_ranks(questionnaire)
    if questionnaire.unit != "area":
        yield from _list_sensitivity(questionnaire.method)
        yield from _list_release(questionnaire.method)


def _list_questionnaire(questionnaire: Questionnaire, run: Run) -> Iterator[Choice]:
    def say(key: str, value: object, message: str, **values: object) -> Choice:
        return Choice("questionnaire", key, str(value), message, values or {"value": value})

    name, title = questionnaire.id, questionnaire.title
    yield say("id", name, N_("The questionnaire is “%(title)s” (%(id)s)."), id=name, title=title)
    message = N_("Its questions and rules have the version %(value)s.")
    yield say("version", questionnaire.version, message)
    yield say("edition", questionnaire.edition, N_("It is the edition %(value)s."))
    yield Choice("questionnaire", "unit", questionnaire.unit, UNITS[questionnaire.unit])
    message = N_("The program made the scores by its method number %(value)s.")
    yield say("software", run.software, message)
    if questionnaire.unit == "area":
        yield say("areas", run.responses, N_("The table has this many areas: %(value)s."))
        return
    yield say("responses", run.responses, N_("Responses that were scored: %(value)s."))
    message = N_("Rows of the table that could not be read and were left out: %(value)s.")
    yield say("rows_left_out", run.rows_left_out, message)
    message = N_("Answers that could not be read and count as not given: %(value)s.")
    yield say("cells_left_out", run.cells_left_out, message)


def _list_domains(questionnaire: Questionnaire) -> Iterator[Choice]:
    for domain in questionnaire.domains:
        questions = questionnaire.items_of(domain.id)
        yield from list_domain(domain, questions)
        for question in questions:
            yield from list_item(question, domain)
    if questionnaire.domains:
        percent = round(PERCENT * ENOUGH_ANSWERED)
        message = N_(
            "Who answered less than %(share)s of 100 parts of a domain has no score in it."
        )
        yield Choice("domain", "enough_answered", str(percent), message, {"share": percent})


def list_domain(domain: Domain, questions: Sequence[Question]) -> Iterator[Choice]:
    """List what was decided of a domain as a whole; `questions` are its own."""
    title = {"domain": domain.title}
    kind = (domain.polarity, domain.measure)
    yield Choice("domain", domain.id, " ".join(kind), MEASURES[kind], title)
    if domain.measure == "reported":
        return
    if len([question for question in questions if question.item and question.item.weight]) > 1:
        yield Choice("domain", f"{domain.id}.missing", domain.rule, RULES[domain.rule], title)
    else:
        yield Choice("domain", f"{domain.id}.missing", "none", ONLY_ONE, title)
    weight = write_number(domain.weight)
    message = N_("In an index that gives it no other weight “%(domain)s” weighs %(weight)s.")
    yield Choice(
        "domain", f"{domain.id}.weight", weight, message, {**title, "weight": domain.weight}
    )
    if domain.reflective:
        message = N_(
            "The questions of “%(domain)s” are said to measure one thing: with Cronbach's alpha "
            "below %(alpha)s, from %(persons)s complete answers on, they are shown one by one."
        )
        values = {**title, "alpha": LOWEST_ALPHA, "persons": FEWEST_PERSONS}
        yield Choice("domain", f"{domain.id}.alpha", str(LOWEST_ALPHA), message, values)


def list_item(question: Question, domain: Domain) -> Iterator[Choice]:
    """List how a question counts in its domain."""
    item = question.item
    assert item is not None
    values = {"question": question.text, "domain": domain.title}
    weighed = {**values, "weight": item.weight}
    value = f"{item.polarity} {write_number(item.weight)}"
    if domain.measure != "reported":
        yield Choice("item", question.id, value, ITEMS[item.polarity], weighed)
    if item.dk_as is not None:
        message = N_("Not knowing is an answer to “%(question)s”: it counts as the code %(code)s.")
        code = {"question": question.text, "code": item.dk_as}
        yield Choice("item", f"{question.id}.dk_as", write_number(item.dk_as), message, code)
    if domain.measure == "reported" or item.severity != 1:
        message = N_("“%(question)s” has the severity %(severity)s among the harms.")
        severe = {"question": question.text, "severity": item.severity}
        yield Choice(
            "item", f"{question.id}.severity", write_number(item.severity), message, severe
        )


def _list_limits(questionnaire: Questionnaire) -> Iterator[Choice]:
    thresholds = questionnaire.thresholds
    for key, limit, message in (
        (
            "strength",
            thresholds.strength,
            N_(
                "A score whose whole range is at %(limit)s or more is called a strength, of harms "
                "a high concern. This limit is a convention."
            ),
        ),
        (
            "weakness",
            thresholds.weakness,
            N_(
                "A score whose whole range is at %(limit)s or less is called a weakness, of harms "
                "a low concern. This limit is a convention."
            ),
        ),
        (
            "likely",
            ENOUGH_FOR_LIKELY,
            N_("From %(limit)s answers on, an estimate beyond a limit is called likely."),
        ),
    ):
        yield Choice("thresholds", key, write_number(limit), message, {"limit": limit})


def _list_ranks(questionnaire: Questionnaire) -> Iterator[Choice]:
    if not (questionnaire.domains or questionnaire.method.indices):
        return
    if questionnaire.unit == "area":
        message = N_("Areas that tie share the better rank; a table of areas has no uncertainty.")
        yield Choice("ranks", "method", "competition", message)
        return
    ranks = questionnaire.method.ranks
    values = {"draws": ranks.draws, "seed": ranks.seed}
    yield Choice("ranks", "method", ranks.method, RANKS[ranks.method], values)
    percent = round(PERCENT * ranks.level, 2)
    message = N_("The places given for areas hold together in %(level)s of 100 surveys.")
    yield Choice("ranks", "level", write_number(ranks.level), message, {"level": percent})


def _list_sensitivity(method: Method) -> Iterator[Choice]:
    draws, seed = method.sensitivity.draws, method.sensitivity.seed
    if not draws:
        yield Choice("sensitivity", "draws", "0", N_("The choices of the method were not varied."))
        return
    message = N_("The choices of the method were varied in %(draws)s draws from the seed %(seed)s.")
    values = {"draws": draws, "seed": seed}
    yield Choice("sensitivity", "draws", str(draws), message, values)
    message = N_(
        "Varied were the aggregate, the missing rule, the questions (each left out once), weights "
        "by up to %(weights)s in 100, thresholds by up to %(points)s points, and scales."
    )
    spans: dict[str, object] = {"weights": round(PERCENT * (WEIGHTS[1] - 1)), "points": SHIFT}
    yield Choice("sensitivity", "spans", f"{WEIGHTS[1] - 1:g} {SHIFT:g}", message, spans)


def _list_release(method: Method) -> Iterator[Choice]:
    limits: Mapping[str, object] = {"effective": FEWEST_EFFECTIVE, "df": FEWEST_DF}
    yield Choice("release", "profile", method.release, PROFILES[method.release], limits)
    for key, limit, message in (
        (
            "respondents",
            FEWEST_RESPONDENTS,
            N_("A figure of fewer than %(limit)s respondents is withheld."),
        ),
        (
            "households",
            FEWEST_HOUSEHOLDS,
            N_("A figure of fewer than %(limit)s households is withheld."),
        ),
        (
            "counts",
            SMALL,
            N_(
                "A share that stands for fewer than %(limit)s people, or all but fewer than "
                "%(limit)s, is withheld, and so is what would give it away."
            ),
        ),
        (
            "small_sample",
            SMALL_SAMPLE,
            N_("A figure of fewer than %(limit)s respondents is marked as a small sample."),
        ),
    ):
        yield Choice("release", key, write_number(limit), message, {"limit": limit})
    message = N_(
        "Differences are called such where at most %(share)s in 100 of those called so are chance "
        "(Benjamini and Hochberg)."
    )
    share = PERCENT * FALSE_DISCOVERIES
    short = write_number(FALSE_DISCOVERIES)
    yield Choice("compare", "false_discoveries", short, message, {"share": share})
    for new, old in method.compare:
        message = N_("“%(new)s” is compared with “%(old)s” of the earlier wave.")
        yield Choice("compare", new, old, message, {"new": new, "old": old})
