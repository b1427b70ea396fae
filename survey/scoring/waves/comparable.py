"""Which domains of two versions of a questionnaire measure the same thing (SCORING §10)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from survey.errors import N_, Problem
from survey.kinds.find import kind_of
from survey.questionnaire.model import Domain, Question, Questionnaire

NEW_DOMAIN = N_("The earlier version has no domain “%(domain)s”.")
OTHER_DOMAIN = N_(
    "The domain “%(domain)s” was summarised in another way: "
    "its polarity, measure or rule for missing answers is not the same."
)
NOT_NAMED = N_(
    "It is not said which earlier item “%(item)s” is; name it under `items` in `compare`."
)
NOT_FOUND = N_(
    "“%(item)s” is said to have been “%(earlier)s”, "
    "which the earlier version does not score in the domain “%(domain)s”."
)
NAMED_TWICE = N_("“%(earlier)s” is said to be more than one item of the domain “%(domain)s”.")
DROPPED = N_("“%(earlier)s” is no longer an item of the domain “%(domain)s”.")
SCORED_OTHERWISE = N_(
    "“%(item)s” is not scored as “%(earlier)s” was: "
    "its codes, polarity, weight or whom it is asked of are not the same."
)


@dataclass(frozen=True)
class Comparability:
    """Whether a domain of the newer version may be compared with its earlier self.

    `reasons` say why not; there are none where it may.
    """

    domain: str
    reasons: tuple[Problem, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def compare_versions(
    old: Questionnaire, new: Questionnaire, items: Mapping[str, str]
) -> tuple[Comparability, ...]:
    """Judge every domain of the newer version; `items` maps ids of new items to those of old ones.

    A domain is comparable where its scored items are, by the map, those it had, scored alike
    (codes, polarity, weight, severity, `dk_as`, level), and it is summarised alike. One version
    needs no map; under other promises it may ask other questions.
    """
    if is_same_form(old, new):
        return tuple(Comparability(domain.id, ()) for domain in new.domains)
    if old.version == new.version:
        items = {name: name for name in old.questions}
    earlier = {domain.id: domain for domain in old.domains}
    return tuple(
        Comparability(domain.id, tuple(_find_reasons(old, new, domain, earlier, items)))
        for domain in new.domains
    )


def find_same_items(
    old: Questionnaire, new: Questionnaire, items: Mapping[str, str]
) -> dict[str, str]:
    """Return the new items that can be compared by themselves, and what each was called."""
    if old.version == new.version:
        return {name: name for name in new.items if name in old.items}
    return {
        name: items[name]
        for name, question in new.items.items()
        if name in items
        and items[name] in old.items
        and _scoring(question) == _scoring(old.items[items[name]])
    }


def is_same_form(old: Questionnaire, new: Questionnaire) -> bool:
    """Tell whether the same was asked: the same version under the same promises."""
    return (old.version, old.promises) == (new.version, new.promises)


def _find_reasons(
    old: Questionnaire,
    new: Questionnaire,
    domain: Domain,
    earlier: Mapping[str, Domain],
    items: Mapping[str, str],
) -> list[Problem]:
    if domain.id not in earlier:
        return [Problem(NEW_DOMAIN, {"domain": domain.id})]
    reasons = []
    if _summary(domain) != _summary(earlier[domain.id]):
        reasons.append(Problem(OTHER_DOMAIN, {"domain": domain.id}))
    had = {question.id: question for question in _scored(old, earlier[domain.id])}
    has = _scored(new, domain)
    for question in has:
        reasons += _compare_item(question, items.get(question.id), had, domain)
    return reasons + _compare_sets([items.get(question.id) for question in has], had, domain)


def _compare_item(
    question: Question, was: str | None, had: Mapping[str, Question], domain: Domain
) -> list[Problem]:
    values = {"item": question.id, "earlier": was, "domain": domain.id}
    if was is None:
        return [Problem(NOT_NAMED, values)]
    if was not in had:
        return [Problem(NOT_FOUND, values)]
    if _scoring(question) != _scoring(had[was]):
        return [Problem(SCORED_OTHERWISE, values)]
    return []


def _compare_sets(
    named: list[str | None], had: Mapping[str, Question], domain: Domain
) -> list[Problem]:
    times = Counter(named)
    twice = [name for name in had if times[name] > 1]
    dropped = [name for name in had if not times[name]]
    return [
        Problem(message, {"earlier": name, "domain": domain.id})
        for message, names in ((NAMED_TWICE, twice), (DROPPED, dropped))
        for name in names
    ]


def _scored(questionnaire: Questionnaire, domain: Domain) -> list[Question]:
    """Return the items that make the domain's figure; those of weight 0 are only tabulated."""
    items = questionnaire.items_of(domain.id)
    if domain.measure == "reported":
        return items
    return [question for question in items if question.item and question.item.weight]


def _summary(domain: Domain) -> tuple[str, ...]:
    return domain.polarity, domain.measure, domain.rule


def _scoring(question: Question) -> tuple[object, ...]:
    """Return all that turns an answer into points; codes in any order, as they may be shown."""
    codes, item = kind_of(question).codes(question), question.item
    assert codes is not None
    assert item is not None
    return sorted(codes), item.polarity, item.weight, item.severity, item.dk_as, question.level
