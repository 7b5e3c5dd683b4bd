"""What all requests of one server share."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.access import Access
from review.accounts import Brake
from review.codebook_lease import Lease
from review.codebooks import CodebookShelf
from review.desk import Desk
from review.learning_jobs import Workshop
from review.pages import Tab
from review.pictures.gallery import Gallery
from review.remembered import Remembered
from review.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Office:
    """The desk with its doorkeeper, codebook, templates, pictures of pages and navigation. `brake` slows down
    whoever guesses passwords; `remembered` keeps figures that take long to compute;
    `lease` is the turn to change the codebook; `workshop` works in the background.
    """

    desk: Desk
    access: Access
    shelf: CodebookShelf
    renderer: Renderer
    gallery: Gallery
    tabs: tuple[Tab, ...]
    brake: Brake = field(default_factory=Brake)
    remembered: Remembered = field(default_factory=Remembered)
    lease: Lease = field(default_factory=Lease)
    workshop: Workshop = field(default_factory=Workshop)
