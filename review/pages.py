"""What a page is: an address, the function that answers, and whom it needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from review.visit import Visit

View = Callable[["Visit"], Response]


class Needs(Enum):
    """Whom a page must know before it answers."""

    NOBODY = "nobody"  # the way in
    SESSION = "session"  # a browser that was let in
    REVIEWER = "reviewer"  # a person


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `path` is as in Starlette's routes; `view` runs in a thread and may block."""

    path: str
    view: View
    method: str = "GET"
    needs: Needs = Needs.REVIEWER


@dataclass(frozen=True, slots=True)
class Tab:
    """An entry of the navigation: an address and its (marked) name."""

    path: str
    label: str
