"""The way in: the link from the terminal, and who somebody is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from starlette.responses import RedirectResponse, Response

from corpus.review_reader import ReviewReader
from corpus.review_records import REVIEWER_COLOURS, Reviewer, ReviewerId
from corpus.times import now
from review.language import N_
from review.pages import Needs, Page
from review.visit import Visit

_YEAR: Final = 365 * 24 * 3600
_LONGEST: Final = 60
REMEMBERED: Final = "samverkan-reviewer"
"""The cookie that remembers who somebody is on this computer. No secret: it counts only after the link."""


def enter(visit: Visit) -> Response:
    """Exchange the link's token for a cookie, and clean the address."""
    access = visit.office.access
    cookie = access.exchange(visit.path["token"])
    if cookie is None:
        if access.find_session(visit.cookies.get(access.cookie, "")) is not None:
            return RedirectResponse("/", 303)
        return visit.render("outside.html", 403, used=True)
    session = access.find_session(cookie)
    if session is not None and not access.doors.login:
        session.reviewer = visit.cookies.get(REMEMBERED)
    return set_session(RedirectResponse("/", 303), access.cookie, cookie)


def set_session(response: Response, name: str, value: str) -> Response:
    """Give the browser its cookie: for scripts out of reach, and never sent from another website."""
    response.set_cookie(name, value, httponly=True, samesite="strict", path="/")
    return response


def ask_who(visit: Visit) -> Response:
    """Who are you? The names that are there, and a field for a new one."""
    if visit.office.access.doors.login:
        return visit.redirect("login")
    with visit.reviewing() as reader:
        people = [person for person in reader.iter_reviewers() if person.active]
    return visit.render("who.html", people=people, error="")


def say_who(visit: Visit) -> Response:
    """Take the person's word for who they are, add them when they are new, and remember it."""
    if visit.office.access.doors.login:
        return visit.render("outside.html", 403, used=False)
    chosen, name = visit.get_text("person"), " ".join(visit.get_text("name").split())[:_LONGEST]
    with visit.deciding() as writer:
        known = writer.find_reviewer(chosen) if chosen else find_named(writer, name)
        if known is None and not chosen and name:
            known = make_reviewer(writer, name)
            writer.add_reviewer(known)
        people = [person for person in writer.iter_reviewers() if person.active]
    if known is None or not known.active:
        return visit.render("who.html", 422, people=people, error=visit.say(N_("Write your name.")))
    visit.session.reviewer = known.id
    response = visit.redirect()
    response.set_cookie(REMEMBERED, known.id, max_age=_YEAR, httponly=True, samesite="strict", path="/")
    return response


def find_named(reader: ReviewReader, name: str) -> Reviewer | None:
    """The person with this name, however it is written: nobody should be there twice by a slip."""
    wanted = name.casefold()
    return next((one for one in reader.iter_reviewers() if one.name.casefold() == wanted), None)


def make_reviewer(reader: ReviewReader, name: str) -> Reviewer:
    """A new person with an id made from the name and the next colour."""
    there = [person.id for person in reader.iter_reviewers()]
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    wanted = re.sub("[^a-z0-9]+", "-", plain).strip("-") or "reviewer"
    number, free = 1, wanted
    while free in there:
        number += 1
        free = f"{wanted}-{number}"
    return Reviewer(ReviewerId(free), name, len(there) % REVIEWER_COLOURS, now())


def leave(visit: Visit) -> Response:
    """Let another person take over this browser."""
    visit.session.reviewer = None
    access = visit.office.access
    if access.doors.login:
        access.close_session(visit.cookies.get(access.cookie, ""))
    response = visit.redirect("login" if access.doors.login else "who")
    response.delete_cookie(REMEMBERED, path="/", httponly=True, samesite="strict")
    return response


PAGES = (
    Page("/enter/{token}", enter, needs=Needs.NOBODY),
    Page("/who", ask_who, needs=Needs.SESSION),
    Page("/who", say_who, "POST", needs=Needs.SESSION),
    Page("/leave", leave, "POST", needs=Needs.SESSION),
)
