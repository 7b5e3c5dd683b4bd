"""Every page of the application, and which of them stand in the navigation."""

from __future__ import annotations

from typing import Final

from review.language import N_
from review.pages import Page, Tab
from review.views import (
    agreement,
    batch_changes,
    batches,
    borders,
    codebook,
    codebook_editing,
    coding,
    deciding,
    documents,
    entry,
    history,
    home,
    learning,
    memos,
    people,
    pictures,
    progress,
    queues,
    settings,
    settling,
    undoing,
)

PAGES: Final[tuple[Page, ...]] = (
    *entry.PAGES,
    *home.PAGES,
    *coding.PAGES,
    *deciding.PAGES,
    *undoing.PAGES,
    *borders.PAGES,
    *documents.PAGES,
    *memos.PAGES,
    *pictures.PAGES,
    *settings.PAGES,
    *batches.PAGES,
    *batch_changes.PAGES,
    *queues.PAGES,
    *settling.PAGES,
    *agreement.PAGES,
    *progress.PAGES,
    *history.PAGES,
    *people.PAGES,
    *codebook.PAGES,
    *codebook_editing.PAGES,
    *learning.PAGES,
)

TABS: Final[tuple[Tab, ...]] = (
    Tab("/", N_("Start")),
    Tab("/batches", N_("Batches")),
    Tab("/settle", N_("Together")),
    Tab("/documents", N_("Documents")),
    Tab("/codebook", N_("Codebook")),
    Tab("/model", N_("Model")),
    Tab("/memos", N_("Memos")),
    Tab("/settings", N_("Settings")),
)
