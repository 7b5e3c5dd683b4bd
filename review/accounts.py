"""Passwords, personal links, and how long one must wait after wrong passwords."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corpus.review_records import Reviewer

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
"""Characters of a password: NIST SP 800-63B asks for length, not for signs of all kinds."""
LONGEST: Final = 200

FREE_TRIES: Final = 5
FIRST_WAIT: Final = 15.0  # seconds after the sixth wrong password; doubled with each
LONGEST_WAIT: Final = 900.0
_REMEMBERED: Final = 10_000  # names: an attacker must not fill the memory

_LINK_BYTES: Final = 24


def hash_password(password: str) -> str:
    """The password's hash (Argon2id with the library's parameters, RFC 9106)."""
    return _make_hasher().hash(password)


def is_password(person: Reviewer | None, password: str) -> bool:
    """Whether this is the person's password. Takes as long for somebody who is not there."""
    from argon2.exceptions import InvalidHashError, VerificationError

    there = person is not None and person.active and bool(person.password)
    known = person.password if person is not None and there else _NOBODY
    try:
        return _make_hasher().verify(known, password) and there
    except (VerificationError, InvalidHashError):
        return False


def _make_hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


# The hash of a random password that nobody knows, with the library's present parameters.
_NOBODY: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$c2FtdmVya2Fuc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


def find_weakness(password: str, name: str) -> str:
    """Why a password will not do: "short", "long", "name", or "" when it will."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    folded = password.casefold()
    return "name" if folded.replace(name.casefold(), "") in ("", "1", "123") else ""


def make_link() -> tuple[str, str]:
    """The secret of a personal link, and the hash of it to keep."""
    secret = secrets.token_urlsafe(_LINK_BYTES)
    return secret, hash_link(secret)


def hash_link(secret: str) -> str:
    """A link's secret is 192 random bits, so that a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_invited(people: Iterable[Reviewer], secret: str) -> Reviewer | None:
    """The active person whom a personal link is for, or None."""
    wanted = hash_link(secret)
    found = [one for one in people if one.invite and secrets.compare_digest(one.invite, wanted)]
    return next((one for one in found if one.active), None)


def list_without_password(people: Iterable[Reviewer]) -> tuple[Reviewer, ...]:
    """The active people who could not log in."""
    return tuple(one for one in people if one.active and not one.password)


@dataclass(slots=True)
class Brake:
    """Slows down whoever guesses passwords: after `FREE_TRIES` wrong ones for a name one must wait, longer
    each time. It counts by name, so that guessing from many computers is slowed, too. Thread-safe.
    """

    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def seconds_left(self, name: str) -> int:
        """How long this name must wait; 0 when it may try."""
        with self._lock:
            failures, last = self._failures.get(name, (0, 0.0))
        if failures < FREE_TRIES:
            return 0
        wait = min(FIRST_WAIT * 2.0 ** min(failures - FREE_TRIES, 20), LONGEST_WAIT)
        return max(0, math.ceil(last + wait - self.clock()))

    def note_failure(self, name: str) -> None:
        """A wrong password was given for this name."""
        with self._lock:
            failures, _ = self._failures.pop(name, (0, 0.0))
            self._failures[name] = (failures + 1, self.clock())
            while len(self._failures) > _REMEMBERED:
                self._failures.pop(next(iter(self._failures)))

    def forget(self, name: str) -> None:
        """The right password was given."""
        with self._lock:
            self._failures.pop(name, None)
