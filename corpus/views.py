"""What the SQL views tell, as data: for docs/sql.md, and for the pages of Datasette.

The views themselves are in corpus/migrations/views.py. Tables, and views whose names begin with "_", are
the program's own and may change with any version; what is described here stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class View:
    """A view, what one row of it is, and what its columns hold, in their order."""

    name: str
    about: str
    columns: Mapping[str, str]


_PASSAGE: Final = "the passage's id"
_DOCUMENT: Final = "the document's SHA-256"
_CODE: Final = "a code of the codebook, such as partner.university"
_OWNER: Final = "the municipality's four-digit code"
_TIME: Final = "UTC, such as 2026-03-01T08:15:00Z"
_STATUS: Final = "machine, reviewed, disputed or adjudicated"

VIEWS: Final = (
    View(
        "statements",
        "A passage about external collaboration: what an inventory lists. A document that several "
        "municipalities publish is here once; join publications for all of them, as the inventory does.",
        {
            "passage": _PASSAGE,
            "document": _DOCUMENT,
            "municipality": f"{_OWNER}; the first that published the document",
            "statement": "strategy or description",
            "status": _STATUS,
            "score": "the model's probability of external collaboration, 0 to 1",
            "reviewers": "who said anything that counts, as a JSON array",
            "title": "the document's title, else its file name",
            "kind": "the kind of document, in Swedish",
            "adopted": "the date of decision, as exactly as it is stated; empty for unknown",
            "page": "the page on which the passage begins, from 1",
            "headings": "the headings above it, as a JSON array",
            "text": "the passage, word for word",
        },
    ),
    View(
        "statement_codes",
        "A code that holds of a statement, but for the gate.",
        {
            "passage": _PASSAGE,
            "document": _DOCUMENT,
            "code": _CODE,
            "dimension": "the part of the code before the dot, such as partner",
            "made_by": "machine or person",
        },
    ),
    View(
        "partners",
        "An outside actor named or typed in a passage, as the latest model read it.",
        {
            "passage": _PASSAGE,
            "code": "the type of partner",
            "name": "the actor's name, else as it is written",
            "actor": "the actor's id in the gazetteer; null for a typed phrase such as the business sector",
            "as_written": "the words in the passage",
        },
    ),
    View(
        "documents",
        "A document.",
        {
            "document": _DOCUMENT,
            "municipality": f"{_OWNER}; the first that published it",
            "title": "the title, else the file name",
            "kind": "the kind, in Swedish",
            "adopted": "the date of decision, as exactly as it is stated",
            "adopted_by": "who decided",
            "reference": "the registry number",
            "valid_from": "from when it holds",
            "valid_to": "until when it holds",
            "responsible": "who answers for it",
            "language": "sv, en …",
            "media_type": "such as application/pdf",
            "size": "bytes",
            "found": f"when it was found first, {_TIME}",
            "pages": "how many pages were read; null before the reading",
            "failure": "why it could not be read; null when it could",
            "copy_of": "a document of which it is a copy; null for none",
            "revised_by": "a document that is a revision of it; null for none",
        },
    ),
    View(
        "publications",
        "A municipality and a document that it publishes, with the newest fetch.",
        {
            "municipality": _OWNER,
            "document": _DOCUMENT,
            "url": "the address asked for",
            "final_url": "the address after redirects",
            "found_on": "the page with the link",
            "link_text": "the text of the link",
            "fetched": _TIME,
        },
    ),
    View(
        "municipalities",
        "A municipality of the registry.",
        {
            "code": _OWNER,
            "name": "its name",
            "county": "its county",
            "skr_group": "its group by Sveriges Kommuner och Regioner, a letter and a digit",
            "group_name": "the group's name",
            "population": "inhabitants",
            "website": "its address",
        },
    ),
    View(
        "coverage",
        "A municipality, and how far the study reaches there. Begin here: a share says nothing without it.",
        {
            "municipality": _OWNER,
            "name": "its name",
            "county": "its county",
            "group_name": "its group",
            "visited": "when its website was crawled last; null for never",
            "outcome": "how that visit ended",
            "documents": "documents found",
            "unreadable": "documents that could not be read",
            "statements": "statements in them, earlier versions too",
        },
    ),
    View(
        "passage_truth",
        "A passage, whatever it is about, with the gate that holds and who answers for it.",
        {
            "passage": _PASSAGE,
            "document": _DOCUMENT,
            "gate": "gate.strategy, gate.description, gate.internal, gate.none; empty for none",
            "status": _STATUS,
            "score": "the model's probability of external collaboration, 0 to 1",
            "reviewers": "who said anything that counts, as a JSON array",
        },
    ),
    View(
        "passage_codes",
        "A code that holds of a passage, whatever its gate, but for the gate.",
        {
            "passage": _PASSAGE,
            "code": _CODE,
            "dimension": "the part of the code before the dot",
            "made_by": "machine or person",
        },
    ),
    View(
        "answers",
        "An answer of a person that stands.",
        {
            "answer": "its number",
            "passage": _PASSAGE,
            "reviewer": "the person's id",
            "reviewer_name": "the person's name",
            "at": _TIME,
            "yes": "the codes given, as a JSON array; every other code of its codebook is a no",
            "unsure": "the codes that the person was unsure of, as a JSON array",
            "settles": "1 for a settlement, which counts before all other answers",
            "blind": "1 when no answer of the model was shown",
            "codebook": "the hash of the version of the codebook",
            "note": "the person's note",
        },
    ),
    View(
        "judgements",
        "What a person says of one code of a passage. Codes that an answer does not name are not listed.",
        {
            "passage": _PASSAGE,
            "code": _CODE,
            "verdict": "yes, no or unsure",
            "reviewer": "the person's id",
            "at": _TIME,
            "settles": "1 for a settlement",
            "blind": "1 when no answer of the model was shown",
        },
    ),
    View(
        "fetches",
        "A request to a website, and how it ended.",
        {
            "id": "its number",
            "municipality": _OWNER,
            "url": "the address asked for",
            "final_url": "the address after redirects",
            "at": _TIME,
            "status": "the HTTP status; 0 for no answer",
            "failure": "why nothing came; null when something did",
            "detail": "more about the failure",
            "media_type": "of the answer",
            "size": "bytes",
            "document": f"{_DOCUMENT} that came; null for none",
            "found_on": "the page with the link",
            "link_text": "the text of the link",
            "run": "the run that asked",
        },
    ),
    View(
        "visits",
        "A crawl of a website.",
        {
            "municipality": _OWNER,
            "site": "the address it began at",
            "started": _TIME,
            "finished": "UTC; null while it goes on",
            "outcome": "how it ended",
            "requests": "how many",
            "documents": "how many were found",
            "detail": "more about the outcome",
        },
    ),
    View(
        "runs",
        "A step of the pipeline as it was run.",
        {
            "run": "its number",
            "step": "crawl, extract, classify …",
            "started": _TIME,
            "finished": "UTC; null when it was broken off",
            "version": "of samverkan",
            "config_hash": "the hash of the settings",
            "counts": "what it did, as JSON",
        },
    ),
    View("latest_model", "The model whose answers hold.", {"coder": "its id"}),
)
