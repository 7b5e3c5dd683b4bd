"""From a fetched page to what is kept of it: a document, notices of a file, or only the row. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from corpus.records import Fetch
from crawler import rows
from crawler.articles import Article, read_article
from crawler.bodies import HTML, page_name
from crawler.errands import Errand, Received, Step
from crawler.links import decode_html
from crawler.notices import read_notices
from crawler.policies import PageKind, PageVerdict, judge_page, may_be_policy
from crawler.relevance import Surroundings

_MAX_BYTES = 1_000_000  # of a page that is searched for its names
_NAMES = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ABOUT_PAGE = re.compile(
    r".{0,40}\b(?:publicera|uppdatera|granska|ändra|kontrollera|sidansvarig|visningar|besök)\w*\b.{0,80}",
    re.IGNORECASE,
)
_NOTHING = PageVerdict(PageKind.OTHER, ("its names are no policy's",))


@dataclass(frozen=True, slots=True)
class Look:
    """A page after a look at it. `article` is None where its names alone told enough."""

    verdict: PageVerdict
    article: Article | None = None

    @property
    def missing(self) -> str:
        """Why there is nothing here although the status says success, or ""."""
        found = self.verdict.kind is PageKind.MISSING
        return f"a soft 404: {'; '.join(self.verdict.reasons)}" if found else ""


def look_at_page(errand: Errand, answer: Received) -> Look:
    """What a page is. Most are told by their names alone, at a fortieth of the cost of reading them."""
    head = decode_html(answer.body[:_MAX_BYTES], answer.content_type)
    names = [" ".join(unescape(_TAG.sub(" ", text)).split()) for _, text in _NAMES.findall(head)]
    if not errand.below_listing and not may_be_policy(*names):
        return Look(_NOTHING)
    article = read_article(answer.body, answer.content_type, answer.url)
    where = Surroundings(page_url=answer.url, below_listing=errand.below_listing)
    return Look(judge_page(article, where), article)


def keep_page(look: Look, row: Fetch, answer: Received) -> Step:
    """What is stored of a page: itself where it is the policy, else what it says of the file it links."""
    why = ", ".join(look.verdict.reasons)
    if look.verdict.kind is PageKind.POLICY:
        noted = _note(row, f"a page that is the document: {why}")
        return rows.make_document_step(noted, answer.body, page_name(answer.url), HTML)
    if look.verdict.kind is PageKind.LANDING and look.article is not None:
        notices = read_notices(look.article, look.verdict, row.municipality, row.url)
        return Step(_note(row, f"a landing page: {why}"), notices=notices)
    return Step(row)


def _note(row: Fetch, said: str) -> Fetch:
    return replace(row, detail="; ".join(filter(None, (row.detail, said))))


def tells_the_same(page: bytes, earlier: bytes) -> bool:
    """Whether two editions of a page have the same text.

    Bytes change with every fetch of most pages (tokens, visitor counts, the day); only what a reader would
    call the document counts, without the lines that speak of the page itself.
    """
    return _essence(page) == _essence(earlier)


def _essence(page: bytes) -> tuple[str, ...]:
    blocks = read_article(page, "", "").blocks
    return tuple(block.text for block in blocks if not _ABOUT_PAGE.fullmatch(block.text))
