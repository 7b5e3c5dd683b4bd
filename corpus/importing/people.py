"""Who in the study somebody is who coded in another program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from corpus.importing.loss import Item, Reason, What
from corpus.refi.guids import model_guid, reviewer_guid
from corpus.refi.records import Guid, User
from corpus.review_records import REVIEWER_COLOURS, Reviewer, ReviewerId

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True)
class People:
    """The people of a file. `coders` are the study's own models. `anonymous` is who coded where nobody is
    named, "" when nobody knows; `made` are those whom the study did not have.
    """

    users: dict[Guid | str, ReviewerId] = field(default_factory=dict)
    models: dict[Guid | str, str] = field(default_factory=dict)
    names: dict[Guid | str, str] = field(default_factory=dict)
    made: dict[ReviewerId, Reviewer] = field(default_factory=dict)
    coders: frozenset[str] = frozenset()
    anonymous: Guid | str = ""

    def get_user(self, guid: Guid | str) -> Guid | str:
        """Who a mark is by: its user, or the only one who can have made it; "" when nobody knows."""
        return guid if guid in self.users or guid in self.models else self.anonymous


def match_people(
    users: Iterable[User], known: Iterable[Reviewer], coders: Collection[str], anonymous: str, at: str
) -> People:
    """By GUID, by id and by name; whoever the study does not have is a new person. Codings without a name
    are given to `anonymous`, or else to the only user of the file.
    """
    people = People(coders=frozenset(coders))
    users = tuple(users)
    if anonymous:
        users = (*users, User(Guid(f"anonymous:{anonymous}"), anonymous))
    there = {one.id: one for one in known}
    for user in users:
        people.names[user.guid] = user.name or user.id
        model = _find_model(user, coders)
        if model is not None:
            people.models[user.guid] = model
            continue
        person = _find_person(user, there.values()) or _make_person(user, there, at)
        if person.id not in there:
            people.made[person.id] = there[person.id] = person
        people.users[user.guid] = person.id
    if anonymous or len(people.users) == 1:
        people.anonymous = list(people.users)[-1]
    return people


def describe_people(people: People, known: Collection[str], used: Collection[ReviewerId]) -> tuple[Item, ...]:
    """What became of each user: the study has them, or gets them when something of theirs is taken."""
    items = []
    for guid, name in people.names.items():
        if guid in people.models or people.users[guid] in known:
            items.append(Item(What.USER, Reason.KNOWN, name))
        else:
            taken = people.users[guid] in used
            items.append(Item(What.USER, Reason.TAKEN if taken else Reason.NOTHING_TAKEN, name))
    return tuple(items)


def _find_model(user: User, coders: Collection[str]) -> str | None:
    """The model that a user is: one of this study, or of another whose package tells it by its GUID."""
    if user.id and user.guid == model_guid(user.id):
        return user.id
    last = user.name.rpartition(" ")[2]
    return last if last in coders else None  # a program that gives new GUIDs keeps the name


def _find_person(user: User, there: Iterable[Reviewer]) -> Reviewer | None:
    name = _plain(user.name or user.id)
    tests: tuple[Callable[[Reviewer], bool], ...] = (
        lambda one: reviewer_guid(one.id) == user.guid,
        lambda one: bool(user.id) and one.id == user.id and _plain(one.name) == name,
        lambda one: _plain(one.name) == name,
    )
    people = tuple(there)
    return next((one for test in tests for one in people if test(one)), None)


def _make_person(user: User, there: Collection[str], at: str) -> Reviewer:
    wanted = user.id if _ID.fullmatch(user.id) else _slug(user.name or user.id)
    free, number = wanted, 1
    while free in there:
        number += 1
        free = f"{wanted}-{number}"
    return Reviewer(ReviewerId(free), user.name or user.id or free, len(there) % REVIEWER_COLOURS, at)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))[:40] or "imported"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
