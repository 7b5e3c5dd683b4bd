"""Who may come in: a link with a one-time token, exchanged for a cookie that lives as long as the server.

What a browser holds is a random value; the server keeps only its SHA-256 and forgets it when it ends.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_BYTES: Final = 32
_TRAIL: Final = 200  # passages that "previous" can go back over


@dataclass(slots=True)
class Session:
    """One browser that came in. `notice` is shown once, on the next page, and `tone` is "refused" when it
    says why something was not done; `trails` are the passages shown in
    each queue, for going back without deciding.
    """

    reviewer: str | None = None
    notice: str = ""
    tone: str = ""
    trails: dict[str, list[str]] = field(default_factory=dict)

    def take_notice(self) -> str:
        """What is to be said now, once."""
        notice, self.notice = self.notice, ""
        return notice

    def take_tone(self) -> str:
        """How the notice is meant, once."""
        tone, self.tone = self.tone, ""
        return tone

    def leave_trail(self, queue: str, passage: str) -> None:
        """Note that a passage is shown; going back over it shortens the trail."""
        trail = self.trails.setdefault(queue, [])
        if passage in trail:
            del trail[trail.index(passage) :]
        trail.append(passage)
        del trail[:-_TRAIL]

    def find_before(self, queue: str, passage: str) -> str | None:
        """The passage that was shown before this one, or None."""
        trail = self.trails.get(queue, [])
        place = trail.index(passage) if passage in trail else len(trail)
        return trail[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the server can be reached. `port` 0 is not known yet; `host` is "" when only this computer may.

    With `login` nobody is let in by the terminal's link alone, and each person is who they logged in as.
    """

    port: int
    host: str = ""
    login: bool = False

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the header Host that are answered: anything else is DNS rebinding or a mistake."""
        names = ["localhost", "127.0.0.1", "[::1]", *([self.host] if self.host else [])]
        return frozenset(f"{name}:{self.port}".lower() for name in names)


class Access:
    """The doorkeeper of one server. Its methods may be called from any thread."""

    def __init__(self, doors: Doors, on_used: Callable[[str], None] | None = None) -> None:
        self.doors = doors
        self._on_used = on_used
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._token = secrets.token_urlsafe(_BYTES)

    @property
    def token(self) -> str:
        """The token that lets the next browser in, once."""
        return self._token

    @property
    def cookie(self) -> str:
        """The cookie's name. Browsers share cookies between ports: two studies must not mix theirs."""
        return f"samverkan-{self.doors.port}"

    def exchange(self, token: str) -> str | None:
        """The cookie for a token, or None when it is wrong or was used. Each use makes a new token."""
        with self._lock:
            if not secrets.compare_digest(token.encode(), self._token.encode()):
                return None
            self._token = secrets.token_urlsafe(_BYTES)
        if self._on_used is not None:
            self._on_used(self._token)
        return self.open_session(None)

    def open_session(self, reviewer: str | None) -> str:
        """Let a browser in, as this person when it is known who; returns its cookie."""
        value = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._sessions[_digest(value)] = Session(reviewer)
        return value

    def find_session(self, cookie: str) -> Session | None:
        """The session of a cookie, or None."""
        return self._sessions.get(_digest(cookie))

    def close_session(self, cookie: str) -> None:
        """Let a browser in no more."""
        with self._lock:
            self._sessions.pop(_digest(cookie), None)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
