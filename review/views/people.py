"""The people who review: add, rename, pause; personal links and passwords; logging in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from corpus.review_records import Reviewer
from corpus.review_writer import ReviewWriter
from review.accounts import (
    SHORTEST,
    find_invited,
    find_weakness,
    hash_link,
    hash_password,
    is_password,
    make_link,
)
from review.language import N_
from review.pages import Needs, Page
from review.views.entry import find_named, make_reviewer, set_session
from review.visit import PageMissing, Visit

WEAKNESSES = {
    "short": N_("Take a longer password: at least %(shortest)s characters. Three or four words do well."),
    "long": N_("That password is too long: at most 200 characters."),
    "name": N_("Take a password that is not your name."),
    "unlike": N_("The two passwords are not the same: write them again."),
    "wrong": N_("The password that you have now is not right."),
}

_LONGEST = 60


def show_people(visit: Visit) -> Response:
    """Everybody, with what each can do to come in."""
    return _render_people(visit, "")


def _render_people(visit: Visit, error: str, link: tuple[Reviewer, str] | None = None) -> Response:
    with visit.reviewing() as reader:
        people = list(reader.iter_reviewers())
    return visit.render(
        "people.html",
        422 if error else 200,
        people=people,
        error=error,
        link=link,
        shortest=SHORTEST,
        login=visit.office.access.doors.login,
    )


def add_person(visit: Visit) -> Response:
    """Take in somebody by name."""
    name = _clean_name(visit.get_text("name"))
    with visit.deciding() as writer:
        if not name or find_named(writer, name) is not None:
            return _render_people(visit, visit.say(TAKEN))
        writer.add_reviewer(make_reviewer(writer, name))
    return visit.redirect("people", notice=visit.say(N_("%(name)s is added."), name=name))


def rename_person(visit: Visit) -> Response:
    """Give somebody another name; what they decided stays theirs."""
    name = _clean_name(visit.get_text("name"))
    with visit.deciding() as writer:
        person = _get_person(writer, visit.path["person"])
        other = find_named(writer, name)
        if not name or (other is not None and other.id != person.id):
            return _render_people(visit, visit.say(TAKEN))
        writer.update_reviewer(replace(person, name=name))
    return visit.redirect("people", notice=visit.say(N_("The name is changed.")))


TAKEN = N_("Write a name that nobody else has.")


def _clean_name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def switch_person(visit: Visit) -> Response:
    """Pause somebody, or take them back. One cannot pause oneself."""
    with visit.deciding() as writer:
        person = _get_person(writer, visit.path["person"])
        if person.id == visit.reviewer.id:
            return _render_people(visit, visit.say(N_("You cannot pause yourself: ask somebody else.")))
        changed = replace(person, active=not person.active)
        writer.update_reviewer(changed)
    said = N_("%(name)s is back.") if changed.active else N_("%(name)s is paused; all decisions stay.")
    return visit.redirect("people", notice=visit.say(said, name=person.name))


def invite_person(visit: Visit) -> Response:
    """Make a personal link, which is shown this once; an earlier one ends."""
    secret, kept = make_link()
    with visit.deciding() as writer:
        person = _get_person(writer, visit.path["person"])
        writer.update_reviewer(replace(person, invite=kept))
    return _render_people(visit, "", (person, f"{_get_root(visit)}/join/{secret}"))


def _get_root(visit: Visit) -> str:
    """The server's address as others reach it; on this computer alone, the one that the browser came by."""
    doors = visit.office.access.doors
    return f"http://{doors.host}:{doors.port}" if doors.host else visit.root


def set_own_password(visit: Visit) -> Response:
    """Set or change the visitor's password. Where people log in, the one there was must be known; on the
    study's own computer anybody can be anybody, and a forgotten one is set anew.
    """
    person = visit.reviewer
    asked = visit.office.access.doors.login and person.password
    if asked and not is_password(person, visit.get_secret("old")):
        return _render_people(visit, visit.say(WEAKNESSES["wrong"]))
    weakness = _find_weakness(visit, person)
    if weakness:
        return _render_people(visit, weakness)
    _keep_password(visit, person)
    return visit.redirect("people", notice=visit.say(N_("Your password is set.")))


def _find_weakness(visit: Visit, person: Reviewer) -> str:
    """What is wrong with the new password in the form, in the person's language, or ""."""
    weakness = find_weakness(visit.get_secret("password"), person.name)
    if not weakness and visit.get_secret("password") != visit.get_secret("again"):
        weakness = "unlike"
    return visit.say(WEAKNESSES[weakness], shortest=SHORTEST) if weakness else ""


def _keep_password(visit: Visit, person: Reviewer) -> None:
    """Keep the hash; a personal link has done its work then."""
    hashed = hash_password(visit.get_secret("password"))
    with visit.deciding() as writer:
        now = writer.find_reviewer(person.id) or person
        writer.update_reviewer(replace(now, password=hashed, invite=""))


def _get_person(writer: ReviewWriter, name: str) -> Reviewer:
    person = writer.find_reviewer(name)
    if person is None:
        raise PageMissing(N_("There is nobody of that name."))
    return person


# -- coming in


def show_join(visit: Visit) -> Response:
    """What a personal link leads to: who it is for, and (where people log in) a field for a password."""
    person = _find_invited(visit)
    if person is None:
        return visit.render("outside.html", 403, used=True)
    return _render_join(visit, person, "")


def _render_join(visit: Visit, person: Reviewer, error: str) -> Response:
    needed = visit.office.access.doors.login and not person.password
    status = 422 if error else 200
    return visit.render("join.html", status, person=person, error=error, needed=needed, shortest=SHORTEST)


def join(visit: Visit) -> Response:
    """Let the person of a link in. Where people log in, the link serves to choose a password, once; elsewhere
    one may be chosen for later.
    """
    person = _find_invited(visit)
    if person is None:
        return visit.render("outside.html", 403, used=True)
    login = visit.office.access.doors.login
    if login and person.password:
        return visit.redirect("login")
    if login or visit.get_secret("password"):
        weakness = _find_weakness(visit, person)
        if weakness:
            return _render_join(visit, person, weakness)
        _keep_password(visit, person)
    return _let_in(visit, person)


def _find_invited(visit: Visit) -> Reviewer | None:
    with visit.reviewing() as reader:
        return find_invited(reader.iter_reviewers(), visit.path["secret"])


def _let_in(visit: Visit, person: Reviewer) -> Response:
    access = visit.office.access
    return set_session(visit.redirect(), access.cookie, access.open_session(person.id))


def show_login(visit: Visit) -> Response:
    """A name and a password."""
    if not visit.office.access.doors.login:
        return visit.redirect()
    return visit.render("login.html", name="", error="")


def log_in(visit: Visit) -> Response:
    """Let in whoever knows the password, not faster than the brake allows."""
    if not visit.office.access.doors.login:
        return visit.redirect()
    name = _clean_name(visit.get_text("name"))
    brake, key = visit.office.brake, hash_link(name.casefold())
    wait = brake.seconds_left(key)
    if wait:
        said = visit.say(
            N_("Too many wrong passwords. Wait %(seconds)s seconds and try again."), seconds=wait
        )
        return visit.render("login.html", 429, name=name, error=said)
    with visit.reviewing() as reader:
        person = _find_active(list(reader.iter_reviewers()), name)
    if not is_password(person, visit.get_secret("password")) or person is None:
        brake.note_failure(key)
        said = visit.say(N_("That name and password do not belong together."))
        return visit.render("login.html", 403, name=name, error=said)
    brake.forget(key)
    return _let_in(visit, person)


def _find_active(people: Sequence[Reviewer], name: str) -> Reviewer | None:
    wanted = name.casefold()
    return next((one for one in people if one.active and one.name.casefold() == wanted), None)


PAGES = (
    Page("/people", show_people),
    Page("/people", add_person, "POST"),
    Page("/people/password", set_own_password, "POST"),
    Page("/people/{person}/name", rename_person, "POST"),
    Page("/people/{person}/switch", switch_person, "POST"),
    Page("/people/{person}/invite", invite_person, "POST"),
    Page("/join/{secret}", show_join, needs=Needs.NOBODY),
    Page("/join/{secret}", join, "POST", needs=Needs.NOBODY),
    Page("/login", show_login, needs=Needs.NOBODY),
    Page("/login", log_in, "POST", needs=Needs.NOBODY),
)
