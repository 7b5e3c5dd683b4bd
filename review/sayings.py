"""What the store says to people, for the catalogue: corpus/ itself knows no languages."""

from __future__ import annotations

from typing import Final

from review.language import N_

SAYINGS: Final = (
    N_("Put the cursor inside the passage, where it shall be split."),
    N_("Choose two or more passages of one document to join."),
    N_("These passages stand too far apart to be joined."),
    N_("The borders are where they were."),
    N_("This text is a passage already."),
    N_("The marked text lies outside the document: mark it again."),
    N_("There is only white space there: mark some text."),
)
