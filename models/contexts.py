"""What a classifier sees of a passage: its text, the headings above it, the passage it leans on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.records import PassageKind


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with its surroundings. `previous` is "" right under a heading."""

    text: str
    headings: tuple[str, ...]
    previous: str
    kind: PassageKind


class Block(Protocol):
    """Anything with a text, a kind and a heading chain: a Passage, or a coded block of the material."""

    @property
    def text(self) -> str:
        """Its text."""
        ...

    @property
    def kind(self) -> PassageKind:
        """What it is on its page."""
        ...

    @property
    def headings(self) -> tuple[str, ...]:
        """The chain of headings above it."""
        ...


def split_contexts(blocks: Sequence[Block]) -> tuple[Context, ...]:
    """The contexts of one document's blocks, which come in reading order.

    A paragraph leans on the block before it; an item of a list on the last paragraph before the
    list, which is the sentence that the item completes. Neither reaches over a heading.
    """
    contexts = []
    before: Block | None = None
    lead: Block | None = None
    for block in blocks:
        if before is not None and before.headings != block.headings:
            before = lead = None
        leans_on = lead if block.kind is PassageKind.LIST_ITEM else before
        previous = leans_on.text if leans_on else ""
        contexts.append(Context(block.text, block.headings, previous, block.kind))
        before = block
        if block.kind is PassageKind.PARAGRAPH:
            lead = block
    return tuple(contexts)
