"""The nouns of samverkan: frozen records that every part hands to the next.

Standard library only. Offsets are half-open ranges of Unicode code points. Lengths on a page are
PDF points (1/72 inch) from the top-left corner of the page as it is shown. Times are ISO 8601 in
UTC with seconds; dates are ISO 8601. An empty string means "not stated", never "went wrong".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

Sha256 = NewType("Sha256", str)
"""64 lower-case hexadecimal digits: the identity of a document's bytes."""
PassageId = NewType("PassageId", str)
"""32 lower-case hexadecimal digits: see `passage_id`."""
CodeId = NewType("CodeId", str)
"""``dimension.name``, such as ``partner.university``."""


class FetchFailure(StrEnum):
    """Why an attempt to fetch an address gave no document or page."""

    ROBOTS = "robots"
    REFUSED = "refused"  # the connection was refused or reset
    DNS = "dns"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP_STATUS = "http_status"
    REDIRECT = "redirect"  # a loop, too many hops, or off to somewhere it may not go
    TOO_LARGE = "too_large"
    BROKEN_BODY = "broken_body"  # truncated, or its encoding cannot be undone
    NOT_A_DOCUMENT = "not_a_document"  # a document was promised; the bytes are something else
    NOT_FOUND = "not_found"  # a page that says itself, under the status of success, that nothing is there
    FORBIDDEN_ADDRESS = "forbidden_address"  # private, loopback, link-local
    OTHER = "other"


class VisitOutcome(StrEnum):
    """How one crawl of one municipality's site ended."""

    COMPLETE = "complete"  # nothing promising left to fetch
    BUDGET = "budget"  # the request or document budget was used up
    UNREACHABLE = "unreachable"
    ROBOTS = "robots"  # robots.txt refuses the whole site
    INTERRUPTED = "interrupted"


class ExtractionFailure(StrEnum):
    """Why a document could not be read."""

    NOT_A_PDF = "not_a_pdf"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    EMPTY = "empty"  # no pages, or no bytes
    NO_TEXT = "no_text"  # pages without text: scanned, needs OCR
    TIME = "time"  # the reader took too long and was stopped
    MEMORY = "memory"
    CRASH = "crash"  # the reader died
    MISSING = "missing"  # the stored bytes are gone or changed


class DocumentKind(StrEnum):
    """The kinds of municipal document that are told apart; values are the Swedish terms."""

    STRATEGY = "strategi"
    POLICY = "policy"
    PLAN = "plan"
    PROGRAMME = "program"
    GUIDELINE = "riktlinje"
    STATUTES = "reglemente"
    COMPACT = "överenskommelse"
    AGREEMENT = "avtal"
    FEE_SCHEDULE = "taxa"
    MINUTES = "protokoll"
    BUDGET = "budget"
    ANNUAL_REPORT = "årsredovisning"
    RISK_ANALYSIS = "risk- och sårbarhetsanalys"
    EVALUATION = "utvärdering"
    MEMO = "tjänsteskrivelse"
    FORM = "blankett"
    FOCUS_GROUP = "fokusgrupp"
    INTERVIEW = "intervju"
    OTHER = "övrigt"


class LikenessKind(StrEnum):
    """What a document is to another."""

    COPY = "copy"  # the same text in other bytes; the other was found first
    PART = "part"  # its text stands in the other, which is larger
    REVISION = "revision"  # much of the text is shared, and this one is newer
    DRAFT = "draft"  # much of the text is shared, and this one says that it is not final


class PassageKind(StrEnum):
    """What a passage is on its page. Headings are no passages: they stand in the heading chain."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"


class Verdict(StrEnum):
    """What a person decided about one code on one passage."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality of the registry. `code` is SCB's four-digit code as text ("0484")."""

    code: str
    name: str
    county_code: str
    county: str
    group: str
    group_name: str
    population: int
    website: str


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of one step. `finished` is empty while it runs or when it was broken off."""

    id: int
    step: str
    started: str
    finished: str
    version: str
    config_hash: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get one address; append-only. Documents added by hand have a ``file:`` url.

    `failure` is None when something was fetched; then `sha256` names the bytes if they were kept
    as a document and is None for a page that only led on. `size` is in bytes as received. `rights` are the
    words of X-Robots-Tag and of TDM reservations, as they were sent.
    """

    url: str
    municipality: str
    referrer: str
    anchor: str
    at: str
    status: int
    failure: FetchFailure | None
    final_url: str
    media_type: str
    etag: str
    last_modified: str
    sha256: Sha256 | None
    size: int
    detail: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One crawl of one municipality's site, with how it ended and what it took."""

    municipality: str
    site: str
    started: str
    finished: str
    outcome: VisitOutcome
    requests: int
    documents: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself on its first pages; "" where it does not say.

    `adopted`, `valid_from`, `valid_to` are ISO dates, or a year or year-month where no day is given.
    `paragraph` is the minute's paragraph ("§ 87"); `reference` the registry number ("KS 2023/118").
    `published` and `updated` are when it was put on the web and last changed there.
    """

    title: str = ""
    kind: DocumentKind = DocumentKind.OTHER
    adopted: str = ""
    adopted_by: str = ""
    paragraph: str = ""
    reference: str = ""
    valid_from: str = ""
    valid_to: str = ""
    responsible: str = ""
    replaces: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a document says of itself, with where it says it. `field` is a field of Metadata.

    `page` counts from 1 and is 0 when the file's own properties or its name say it; `quote` is the text
    it was read from; `confidence` is in 0..1.
    """

    document: Sha256
    field: str
    value: str
    page: int
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a web page says of a file that it links, as it stands there.

    `page` and `file` are addresses, `file` as the link has it (`Fetch.url` of what was fetched by it).
    `field` is "title", "kind", "decision", "responsible", "reference", "valid", "published" or "updated".
    """

    municipality: str
    page: str
    file: str
    field: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct file. `municipality` is the first by code of those who published it; `name` its file
    name where it was first found. Who else published it is told by the fetches.
    """

    sha256: Sha256
    municipality: str
    media_type: str
    size: int
    name: str
    found: str
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`document` is a `kind` of `other`. Shares are in 0..1, by letters of whole sentences.

    `share` is how much of the document's text stands in the other, `other_share` how much of the other's
    stands in it.
    """

    document: Sha256
    other: Sha256
    kind: LikenessKind
    share: float
    other_share: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """One attempt to read a document. `extractor` names program and version ("pdfium-layout/1")."""

    document: Sha256
    extractor: str
    failure: ExtractionFailure | None
    pages: int
    seconds: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. `number` counts from 1; `width` and `height` are points as shown.

    A format without pages is one page, 0 × 0 when it has no paper.

    `text` is NFC. `source` is "embedded", "tagged" or "ocr"; `health` is "" or why the text is doubted.
    """

    document: Sha256
    number: int
    width: float
    height: float
    text: str
    source: str = "embedded"
    health: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points from the top-left corner, x0 < x1, top < bottom."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable piece of text: ``document_text(pages)[start:end] == text``.

    `headings` is the chain of headings above it, outermost first. `ordinal` is its place in reading
    order, from 0. `boxes` are where it stands: at least one for each page it touches, none where the format
    has no pages (DOCX, HTML, transcripts). `columns` are the heads of the table above the cells of a table
    row, one for each cell ("" where a column has none), and empty where the table has no head. `speaker` is
    who says it in a transcript.
    """

    id: PassageId
    document: Sha256
    ordinal: int
    start: int
    end: int
    first_page: int
    last_page: int
    kind: PassageKind
    headings: tuple[str, ...]
    boxes: tuple[Box, ...]
    text: str
    columns: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook. `sector` groups partner codes and is "" elsewhere."""

    id: CodeId
    sv: str
    en: str
    definition: str
    include: str = ""
    exclude: str = ""
    cues: tuple[str, ...] = ()
    sector: str = ""

    @property
    def dimension(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A question put to each passage, with the codes that answer it. `single`: exactly one holds."""

    id: str
    sv: str
    en: str
    question: str
    single: bool
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """Words that look like collaboration and are not; `gate` is the code such a passage gets."""

    id: str
    sv: str
    gate: CodeId
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of the study's codebook. `hash` is the SHA-256 of its meaning, not its layout.

    `sectors` is a tuple of (id, sv, en). `rules` are (if, then) as written in the file.
    """

    hash: str
    version: str
    dimensions: tuple[Dimension, ...]
    sectors: tuple[tuple[str, str, str], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    false_friends: tuple[FalseFriend, ...] = ()
    rulings: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every code, in the order of the file."""
        return tuple(code for dimension in self.dimensions for code in dimension.codes)


@dataclass(frozen=True, slots=True)
class Mention:
    """An outside actor named or typed in a passage. `actor` is None for a typed phrase ("näringslivet")."""

    passage: PassageId
    start: int
    end: int
    text: str
    actor: str | None
    partner_type: CodeId


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the passage's text that spoke for a coding. `kind`: "word", "cue" or "actor"."""

    start: int
    end: int
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Coding:
    """One claim by a machine. `score` is a calibrated probability in 0..1; `coder` the model's id.

    `accepted` tells whether the score passed the code's threshold: only accepted codings count.
    """

    passage: PassageId
    code: CodeId
    score: float
    accepted: bool
    coder: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's word on one code of one passage; append-only.

    `shown` is the model seen while deciding, None if blind. `settles`: the word of one who has read what
    others differed on; it outweighs theirs.
    """

    passage: PassageId
    code: CodeId
    verdict: Verdict
    reviewer: str
    at: str
    shown: str | None
    codebook: str
    note: str = ""
    settles: bool = False


def document_text(pages: tuple[Page, ...]) -> str:
    """The text that a passage's offsets count in: the page texts in order, joined by form feeds."""
    return "\f".join(page.text for page in pages)


def passage_id(document: Sha256, start: int, end: int, text: str) -> PassageId:
    """An id from content, so that reading a document again gives the same passages the same ids."""
    digest = hashlib.sha256(f"{document}\n{start}\n{end}\n{text}".encode())
    return PassageId(digest.hexdigest()[:32])
