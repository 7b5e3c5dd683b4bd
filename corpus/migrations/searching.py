"""A step for searches that read what they need and no more."""

from __future__ import annotations

from corpus.migrations.migration import Migration

SEARCHING = Migration(
    "0014-searching",
    (
        # Actors that the gazetteer does not have are found by how they are written.
        "CREATE INDEX mention_as_written ON mention (coder, text) WHERE actor IS NULL",
        # Which model classified last is asked by every search and by most views.
        "CREATE INDEX classification_newest ON classification (run, at, coder)",
    ),
)
