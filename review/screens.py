"""What the coding screen shows of a passage, put together from the store; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import CorpusError, SearchQueryEmpty
from corpus.records import Code, Codebook, CodeId, Coding, Dimension, Document, Fetch, Passage, Sha256
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer, Memo, MemoTarget, Progress, Queue, QueueKind, Reviewer
from corpus.search import find_hits, parse_query
from corpus.truth import EXTERNAL
from models.codebook import GATE
from review.marking import Mark, Piece, mark_reasons, split_marked
from review.shortcuts import Shortcuts

NEARLY = 0.2
"""A code that the model did not accept is shown from this probability up."""
MOST_NEARLY = 4
_AROUND = 1  # passages before and after: the page beside shows the rest


@dataclass(frozen=True, slots=True)
class Source:
    """A document with whose it is and where it came from. `url` is "" unless it is a web address."""

    document: Document
    municipality: str
    url: str

    @property
    def title(self) -> str:
        """Its title, else its file name."""
        return self.document.metadata.title or self.document.name


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as it stands on the screen. `seen` is the decision that was answered before, 0 for none."""

    yes: frozenset[CodeId] = frozenset()
    unsure: frozenset[CodeId] = frozenset()
    note: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code that can be chosen, with what the model thinks of it and by which words of the passage."""

    code: Code
    key: str
    chosen: bool
    unsure: bool
    score: float | None
    suggested: bool
    reasons: tuple[str, ...]

    @property
    def is_external(self) -> bool:
        """Whether it is one of the two gate codes that are weighed together: see `GateChances`."""
        return self.code.id in EXTERNAL


@dataclass(frozen=True, slots=True)
class GateChances:
    """What the model thinks of the gate: first whether a passage is about external collaboration at all,
    which is a strategy and a description together; then, of the two, which.
    """

    strategy: float
    description: float

    @property
    def external(self) -> float:
        """How likely it is that the passage is about external collaboration."""
        return min(self.strategy + self.description, 1.0)


@dataclass(frozen=True, slots=True)
class DimensionChoices:
    """A dimension with its codes; `key` begins the keys of its codes."""

    dimension: Dimension
    key: str
    codes: tuple[CodeChoice, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """All that the coding screen shows of one passage."""

    queue: Queue
    passage: Passage
    source: Source
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    blind: bool
    shown: str | None
    draft: Draft
    pieces: tuple[Piece, ...]
    groups: tuple[DimensionChoices, ...]
    progress: Progress
    memos: tuple[Memo, ...]
    actors: Mapping[str, str]

    @property
    def chosen(self) -> tuple[CodeChoice, ...]:
        """The codes that are chosen or doubted."""
        choices = (choice for group in self.groups for choice in group.codes)
        return tuple(choice for choice in choices if choice.chosen or choice.unsure)

    @property
    def gate(self) -> GateChances | None:
        """What the model thinks of the gate; None where it said nothing, or where nobody may see it."""
        said = {one.code.id: one.score for group in self.groups for one in group.codes}
        strategy, description = (said.get(code) for code in EXTERNAL)
        if strategy is None and description is None:
            return None
        return GateChances(strategy or 0.0, description or 0.0)

    @property
    def nearly(self) -> tuple[CodeChoice, ...]:
        """The likeliest codes that the model did not accept; those of the gate are told of by `gate`."""
        choices = [one for group in self.groups if group.dimension.id != GATE for one in group.codes]
        left = [one for one in choices if not one.suggested and one.score is not None and one.score >= NEARLY]
        return tuple(sorted(left, key=lambda one: -(one.score or 0.0))[:MOST_NEARLY])


def read_screen(
    reader: ReviewReader, queue: Queue, passage: Passage, reviewer: Reviewer, keys: tuple[Codebook, Shortcuts]
) -> Screen:
    """The screen for a passage as the store has it. Raises CorpusError."""
    codebook, shortcuts = keys
    blind = is_blind(reader, queue, passage, reviewer)
    coder = None if blind else reader.find_document_coder(passage.document)
    codings = [] if coder is None else list(reader.iter_passage_codings(passage.id, coder))
    mentions = [] if coder is None else list(reader.iter_passage_mentions(passage.id, coder))
    answer = reader.find_answer(passage.id, reviewer.id)
    draft = make_draft(answer, codings)
    around = reader.list_neighbours(passage, _AROUND)
    memos = reader.iter_memos(MemoTarget.PASSAGE, passage.id)
    return Screen(
        queue=queue,
        passage=passage,
        source=read_source(reader, passage.document),
        before=tuple(one for one in around if one.ordinal < passage.ordinal),
        after=tuple(one for one in around if one.ordinal > passage.ordinal),
        blind=blind,
        shown=coder if codings else None,
        draft=draft,
        pieces=split_marked(
            passage.text, (*mark_reasons(codings, mentions), *mark_hits(passage.text, queue))
        ),
        groups=group_choices(codebook, shortcuts, draft, (passage.text, codings)),
        progress=reader.measure_progress(queue, reviewer.id),
        # Another's memo would tell a blind coder what the other thought.
        memos=tuple(memo for memo in memos if not blind or memo.reviewer == reviewer.id),
        actors=reader.read_actor_names() if mentions else {},
    )


def mark_hits(text: str, queue: Queue) -> tuple[Mark, ...]:
    """Where the words of a search stand in a text; nothing in another queue."""
    try:
        query = parse_query(queue.argument) if queue.kind is QueueKind.SEARCH else None
    except SearchQueryEmpty:
        return ()
    return () if query is None else tuple(Mark(*hit, "hit", "") for hit in find_hits(text, query))


def is_blind(reader: ReviewReader, queue: Queue, passage: Passage, reviewer: Reviewer) -> bool:
    """Whether the person is to decide without seeing the model: a second opinion, and whatever a batch asks
    for blind, also on the way through another queue.
    """
    return queue.kind is QueueKind.SECOND or passage.id in reader.list_blind(passage.document, reviewer.id)


def read_source(reader: ReviewReader, sha256: Sha256) -> Source:
    """A document with its municipality's name and its web address. Raises CorpusError."""
    document = reader.find_document(sha256)
    if document is None:
        raise CorpusError(f"There is no document {sha256[:12]} in this study.")
    names = {one.code: one.name for one in reader.iter_municipalities()}
    municipality = names.get(document.municipality, document.municipality)
    return Source(document, municipality, find_web_address(reader.find_source(document.sha256)))


def find_web_address(fetch: Fetch | None) -> str:
    """The address that a browser may follow, or "": only http and https lead out of here."""
    if fetch is None:
        return ""
    address = fetch.final_url or fetch.url
    return address if address.lower().startswith(("http://", "https://")) else ""


def make_draft(answer: Answer | None, codings: Sequence[Coding]) -> Draft:
    """What is chosen when the screen opens: the person's own answer, else what the model suggests."""
    if answer is None:
        return Draft(yes=frozenset(coding.code for coding in codings if coding.accepted))
    return Draft(frozenset(answer.yes), frozenset(answer.unsure), answer.note, answer.decision)


def group_choices(
    codebook: Codebook, shortcuts: Shortcuts, draft: Draft, claims: tuple[str, Collection[Coding]]
) -> tuple[DimensionChoices, ...]:
    """Every code by dimension. `claims` are the passage's text and what the model said of it."""
    text, codings = claims
    said = {coding.code: coding for coding in codings}

    def choose(code: Code) -> CodeChoice:
        coding = said.get(code.id)
        return CodeChoice(
            code=code,
            key=shortcuts.codes.get(code.id, ""),
            chosen=code.id in draft.yes,
            unsure=code.id in draft.unsure,
            score=None if coding is None else coding.score,
            suggested=coding is not None and coding.accepted,
            reasons=() if coding is None else _list_reasons(text, coding),
        )

    return tuple(
        DimensionChoices(
            dimension, shortcuts.dimensions.get(dimension.id, ""), tuple(map(choose, dimension.codes))
        )
        for dimension in codebook.dimensions
    )


def _list_reasons(text: str, coding: Coding) -> tuple[str, ...]:
    strongest = sorted(coding.evidence, key=lambda reason: -reason.weight)[:3]
    return tuple(dict.fromkeys(text[reason.start : reason.end] for reason in strongest))
