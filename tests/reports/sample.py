"""A release of an invented town with eight neighbourhoods, its scores written by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from math import nan
from pathlib import Path

import pandas as pd

from survey.locale import Text
from survey.places.model import District, Meeting, Neighbourhood, Project, Ring, Wave
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.results.model import Release
from survey.scoring.outcomes.figures import COLUMNS

Row = tuple[object, ...]

NAMES = {
    "sepidar": ("Sepidar", "سپیدار", "سبيدار"),
    "niloufar": ("Niloufar", "نیلوفر", "نيلوفر"),
    "cheshmeh": ("Cheshmeh", "چشمه", "جشمه"),
    "bagh-e-no": ("Bagh-e No", "باغ نو", "باغ نو"),
    "asiab": ("Asiab", "آسیاب", "آسياب"),
    "kuhpayeh": ("Kuhpayeh", "کوهپایه", "كوهبايه"),
    "anarestan": ("Anarestan", "انارستان", "أنارستان"),
    "labeh-rud": ("Labeh-Rud", "لبه‌رود", "لبه رود"),
}
DOMAINS = {"qol": 69, "environment": 31, "support": 48, "participation": 76, "assets": 64}
LABELS = {
    "qol": "strength",
    "environment": "weakness",
    "support": "mixed",
    "participation": "strength",
    "assets": "likely_strength",
}
ITEMS = {
    "a01": 55,
    "a04": 73,
    "q04": 80,
    "c06": 82,
    "c09": 74,
    "c11": 28,
    "s02": 48,
    "q05": 66,
    "e05": 22,
    "e08": 41,
    "e09": 24,
}
TOP_TWO = {"p01": 71, "p02": 44, "p03": 38}
YES = {"r01": 17, "r02": 9}


def text(en: str, fa: str, ar: str) -> Text:
    """Say something in the three languages of the sample."""
    return Text(en, inline=(("en", en), ("fa", fa), ("ar", ar)))


@cache
def questionnaire() -> Questionnaire:
    """Return the questionnaire of the sample town."""
    return load_questionnaire(Path(__file__).parent / "sample.yaml")


def outline(column: int, row: int) -> Ring:
    """Give a square of a thousandth of a degree."""
    west, south = 51.4 + column / 1000, 35.7 - row / 1000
    return (
        (west, south),
        (west + 0.001, south),
        (west + 0.001, south + 0.001),
        (west, south + 0.001),
    )


@cache
def project() -> Project:
    """Return the sample project; its answers are invented, and it says so."""
    places = [
        Neighbourhood(name, text(*names), "upper", 800, outline(place % 4, place // 4))
        for place, (name, names) in enumerate(NAMES.items())
    ]
    return Project(
        id="sample",
        title=text("Sample town", "شهر نمونه", "مدينة نموذجية"),
        organisation=text("Local office", "دفتر محله", "مكتب محلي"),
        questionnaire="sample",
        waves=(wave(),),
        neighbourhoods=tuple(places),
        districts=(District("upper", text("Upper district", "ناحیهٔ بالا", "المنطقة العليا")),),
        synthetic=True,
        meeting=Meeting(
            date(2026, 12, 3),
            "17:00",
            text("the neighbourhood house", "سرای محله", "دار الحي"),
        ),
    )


def wave() -> Wave:
    """Return the first round."""
    title = text("First round, autumn 2026", "دور نخست، پاییز ۱۴۰۵", "الجولة الأولى، خريف ٢٠٢٦")
    return Wave("first", title, date(2026, 10, 3), date(2026, 10, 31))


def shown(
    area: str, kind: str, index: str, value: float, label: str = "", n: int = 117, wide: float = 4
) -> Row:
    """Write a released row whose interval reaches `wide` to both sides."""
    lower, upper = max(0, value - wide), min(100, value + wide)
    return (area, index, kind, value, wide / 2, lower, upper, n, n * 0.8, 90, label, False, "")


def withheld(area: str, kind: str, index: str, reason: str = "small_count") -> Row:
    """Write a suppressed row."""
    return (area, index, kind, *[nan] * 7, "", True, reason)


def spread(score: float) -> tuple[float, ...]:
    """Spread 100 answers over five steps so that their mean lies near `score`."""
    high = score / 100
    shares = [(1 - high) ** 2 * 60, (1 - high) * 50, 20.0, high * 50, high**2 * 60]
    return tuple(100 * share / sum(shares) for share in shares)


def option_rows(area: str, question: str, score: float, n: int) -> list[Row]:
    """Write the shares of a question's five answers, from its mean in the domain's direction."""
    asked = questionnaire().questions[question]
    assert asked.item is not None
    raw = score if asked.item.polarity == "positive" else 100 - score
    return [
        shown(area, "option", f"{question}={option.name}", share, n=n)
        for option, share in zip(asked.options, spread(raw), strict=True)
    ]


def area_rows(area: str, shift: float = 0, n: int = 117) -> list[Row]:
    """Write every row of an area, `shift` points away from Sepidar's."""
    rows = [
        shown(area, "strength", name, value + shift, LABELS[name] if not shift else "mixed", n)
        for name, value in DOMAINS.items()
    ]
    rows.append(shown(area, "harm", "harm_perceived", 64 - shift, "high_concern", n))
    for name, value in ITEMS.items():
        rows.append(shown(area, "item", name, value + shift, n=n))
        rows += option_rows(area, name, value + shift, n)
    for name, value in TOP_TWO.items():
        rows.append(shown(area, "item", name, value - shift, n=n))
        rows.append(shown(area, "top_two", name, value - shift, n=n, wide=8))
    rows += [shown(area, "yes", name, value, n=96, wide=6) for name, value in YES.items()]
    rows.append(shown(area, "not_applicable", "e09", 12, n=n))
    rows.append(shown(area, "refused", "p01", 9, n=n))
    return rows


def silent_rows(area: str) -> list[Row]:
    """Write the rows of an area where too few answered."""
    return [
        withheld(area, str(kind), str(index), "few_respondents")
        for _, index, kind, *_ in area_rows(area)
    ]


def make_release(rows: list[Row] | None = None) -> Release:
    """Make a release; without rows it is the whole town, where one neighbourhood is silent."""
    if rows is None:
        rows = [row for name in NAMES if name != "labeh-rud" for row in area_rows(name)]
        rows += [*silent_rows("labeh-rud"), *area_rows("all", shift=-9, n=661)]
    return Release(
        project=project(),
        wave=wave(),
        questionnaire=questionnaire(),
        scores=pd.DataFrame(rows, columns=list(COLUMNS)),
        responses=661,
        cutoff=datetime(2026, 11, 19, 8, tzinfo=UTC),
        made_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        method="b41d6f0a92c3e7d5",
    )


def without_extras(release: Release) -> Release:
    """Take away what Tal Afar does not have: outlines, districts, a meeting and harms."""
    places = [replace(place, outline=(), district="") for place in release.project.neighbourhoods]
    bare = replace(
        release.project, neighbourhoods=tuple(places), districts=(), meeting=None, synthetic=False
    )
    asked = release.questionnaire
    domains = tuple(domain for domain in asked.domains if domain.polarity == "strength")
    scores = release.scores
    is_harm = scores["kind"].isin(["harm", "top_two", "yes"])
    return replace(
        release,
        project=bare,
        questionnaire=replace(asked, domains=domains),
        scores=scores[~is_harm],
    )
