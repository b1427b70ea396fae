"""The eight invented neighbourhoods: how many households were asked, and how life is there."""

from collections.abc import Mapping

from survey.demo.synthesis import Invented

DOMAINS = (
    "qol",
    "environment",
    "health",
    "harm_perceived",
    "harm_reported",
    "support",
    "participation",
    "empowerment",
    "assets",
)
LEVELS: dict[str, tuple[int, tuple[int, ...]]] = {
    # area: (households, level of each domain above, 0 to 100; harms: high = more harm)
    "sepidar": (96, (55, 30, 52, 66, 22, 48, 74, 36, 64)),
    "niloufar": (84, (34, 28, 45, 74, 34, 36, 52, 27, 44)),
    "cheshmeh": (110, (72, 68, 64, 30, 8, 60, 70, 55, 66)),
    "bagh-e-no": (72, (58, 74, 60, 42, 14, 45, 48, 50, 40)),
    "asiab": (78, (40, 44, 34, 58, 26, 66, 72, 24, 58)),
    "kuhpayeh": (64, (62, 50, 56, 38, 12, 30, 38, 46, 32)),
    "anarestan": (44, (48, 36, 50, 55, 20, 50, 62, 38, 52)),
    "labeh-rud": (20, (44, 40, 48, 50, 18, 52, 60, 36, 50)),
}


CHANGES: dict[str, dict[str, int]] = {
    # area: by how much a domain was higher a year before; what is not named was the same
    "sepidar": {"environment": 12, "participation": -9, "harm_perceived": -7, "support": -2},
    "niloufar": {"harm_perceived": 9, "assets": -8, "empowerment": 3},
    "cheshmeh": {"support": -10, "environment": -3},
    "bagh-e-no": {"environment": -11, "assets": 2},
    "asiab": {"health": 9, "harm_reported": -8},
    "anarestan": {"empowerment": -3},
}
"""Nothing changed in the others."""


def invented_places() -> list[Invented]:
    """Return the eight; the last has so few interviews that its figures ask for caution."""
    return [
        Invented(area, range(1, households + 1), dict(zip(DOMAINS, levels, strict=True)))
        for area, (households, levels) in LEVELS.items()
    ]


def invented_past() -> list[Invented]:
    """Return the eight a year before: four households of five are the same, some moved away."""
    return [_go_back(place, CHANGES.get(place.area, {})) for place in invented_places()]


def _go_back(now: Invented, changes: Mapping[str, int]) -> Invented:
    count = len(now.households)
    stayed = [number for number in now.households if number % 5]
    moved = range(count + 1, count + 1 + count // 5)
    levels = {domain: level + changes.get(domain, 0) for domain, level in now.levels.items()}
    return Invented(now.area, (*stayed, *moved), levels)
