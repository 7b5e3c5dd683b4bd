"""One request as a page sees it: who asks, in which language, and how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote

from starlette.datastructures import FormData, QueryParams
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.records import Codebook
from corpus.review_reader import ReviewReader
from corpus.review_records import Reviewer
from corpus.review_writer import ReviewWriter
from review.access import Session
from review.language import N_, Words
from review.shortcuts import ACTIONS, Shortcuts, assign_keys

if TYPE_CHECKING:
    from review.office import Office


class PageMissing(Exception):
    """What was asked for is not there; the text tells what, in English, and is translated when shown."""


@dataclass(frozen=True)
class Visit:
    """One request. `path` and `query` are what the address holds, `form` what was sent,
    `here` the path of the address as it was asked for, and `root` what stood before it.
    """

    office: Office
    path: Mapping[str, str]
    query: QueryParams
    form: FormData
    session: Session
    known: Reviewer | None
    here: str
    cookies: Mapping[str, str]
    root: str = ""

    @property
    def reviewer(self) -> Reviewer:
        """Who asks; only for pages that need to know."""
        if self.known is None:
            raise PageMissing(N_("You have not said who you are."))
        return self.known

    @cached_property
    def words(self) -> Words:
        """The messages in the person's language."""
        settings = {} if self.known is None else self.known.settings
        return self.office.renderer.get_words(settings.get("language", self.office.desk.language))

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook as it is now. Raises CodebookError."""
        return self.office.shelf.load()

    @cached_property
    def shortcuts(self) -> Shortcuts:
        """The person's keys."""
        return assign_keys(self.codebook, self.reviewer.settings)

    @property
    def action_meanings(self) -> Mapping[str, tuple[str, str]]:
        """What keys can do: each action with its first key and its (marked) meaning."""
        return ACTIONS

    def say(self, message: str, **values: object) -> str:
        """A message in the person's language."""
        return self.words.say(message, **values)

    def reviewing(self) -> AbstractContextManager[ReviewReader]:
        """A look at the store at one moment."""
        return self.office.desk.reviewing()

    def deciding(self) -> AbstractContextManager[ReviewWriter]:
        """One transaction."""
        return self.office.desk.deciding()

    def get_text(self, name: str) -> str:
        """A field of the form, "" where it was not sent; line ends as in documents."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    def get_secret(self, name: str) -> str:
        """A password of the form exactly as it was typed, "" where it was not sent."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def get_texts(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def get_number(self, name: str) -> int:
        """A field of the form that must be a whole number. Raises PageMissing."""
        text = self.get_text(name)
        if not text.isascii() or not text.isdigit() or len(text) > 12:
            raise PageMissing(N_("A number is missing in what was sent."))
        return int(text)

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page. `visit` is always there, and with it the words, the person and the study."""
        notice, tone = self.session.take_notice(), self.session.take_tone()
        content = self.office.renderer.render(
            template, self.words.language, {"visit": self, "notice": notice, "tone": tone, **values}
        )
        return HTMLResponse(content, status)

    def redirect(self, *parts: str, notice: str = "") -> Response:
        """Go to the page whose address has these parts; `notice` is said there."""
        if notice:
            self.session.notice = notice
        return RedirectResponse(get_address(*parts), 303)

    def turn_back(self, *parts: str, warning: str) -> Response:
        """Go to a page that says why nothing was done."""
        self.session.tone = "refused"
        return self.redirect(*parts, notice=warning)

    def refuse(self, message: str) -> NoReturn:
        """Answer that there is no such page. `message` is a marked constant."""
        raise PageMissing(message)


def get_address(*parts: str) -> str:
    """An address of this server: only parts that cannot lead anywhere else."""
    return "/" + "/".join(quote(part, safe=":") for part in parts)
