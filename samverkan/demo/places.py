"""The four fictional municipalities of the demo: who they are and how they look."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Municipality


@dataclass(frozen=True, slots=True)
class Place:
    """One fictional municipality. `sender` is what it calls itself; `accent` its colour (#rrggbb).

    `arms` names the figure in its shield: "leaf", "tower", "wave" or "peak". `record` has no website:
    the server gives it one when it knows its port.
    """

    slug: str
    sender: str
    accent: str
    arms: str
    record: Municipality


# 99 is no county: SCB's codes run from 01 to 25, so no real municipality can be taken for these.
PLACES: tuple[Place, ...] = (
    Place(
        "almkoping",
        "Almköpings kommun",
        "#1d5b43",
        "leaf",
        Municipality("9901", "Almköping", "99", "Vassmark", "B3", "Större stad", 68_400, ""),
    ),
    Place(
        "storvalla",
        "Storvalla stad",
        "#16407a",
        "tower",
        Municipality("9902", "Storvalla", "99", "Vallmark", "B3", "Större stad", 148_000, ""),
    ),
    Place(
        "bjorkdala",
        "Björkdala kommun",
        "#7a3b1d",
        "wave",
        Municipality("9903", "Björkdala", "99", "Åsveden", "C8", "Landsbygdskommun", 6_312, ""),
    ),
    Place(
        "fjallnora",
        "Fjällnora kommun",
        "#3d4a78",
        "peak",
        Municipality(
            "9904", "Fjällnora", "99", "Nordfjäll", "C9", "Landsbygdskommun med besöksnäring", 2_470, ""
        ),
    ),
)


def get_place(slug: str) -> Place:
    """The place with this slug. Raises KeyError: slugs stand in our own files only."""
    for place in PLACES:
        if place.slug == slug:
            return place
    raise KeyError(slug)
