"""Opening the review to other computers: only by name, only with accounts, and saying what it means."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from typing import Final

from corpus.review_records import Reviewer
from review.access import Doors
from review.accounts import list_without_password

_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", "*", ""})  # noqa: S104 - refused here, never bound
_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class ShareRefused(Exception):
    """The review cannot be opened to others as it is; the text says what to do."""


def find_address(host: str) -> str:
    """The IPv4 address of this computer that a host name means. Raises ShareRefused."""
    if host in _EVERYWHERE or not _NAME.fullmatch(host):
        raise ShareRefused(
            f"'{host}' is no name that others can reach this computer by. Give its name or address on your "
            "network, without http:// and port: samverkan review --share 192.168.1.20"
        )
    try:
        return socket.gethostbyname(host)
    except OSError:
        raise ShareRefused(
            f"The name {host} is not known on this network. Give the computer's address instead, such as "
            "192.168.1.20 (ipconfig on Windows, ip address on Linux and ifconfig on macOS show it)."
        ) from None


def check_people(people: Iterable[Reviewer]) -> None:
    """See that everybody who may decide can log in. Raises ShareRefused."""
    active = [one for one in people if one.active]
    without = list_without_password(active)
    if without or not active:
        names = ", ".join(one.name for one in without) or "nobody is there yet"
        raise ShareRefused(
            f"Everybody needs a password before others can reach the review ({names}). Start samverkan "
            "review without --share, open People, and let each set a password, or let those rest who do not "
            "take part."
        )


def describe_share(doors: Doors) -> tuple[str, ...]:
    """What it means that the review is open to others, line by line."""
    return (
        f"The review is open to others: http://{doors.host}:{doors.port}/login",
        "Whoever reaches this computer on the network sees the log-in page; a password lets in.",
        (
            "Plain HTTP is not encrypted: passwords and texts can be read on the way. Use it only in a "
            "network that you trust (a VPN, your own cable), or behind a proxy that adds TLS and passes the "
            f"header Host on as {doors.host}:{doors.port}."
        ),
        "Stop with Ctrl-C; everything that was decided is stored.",
    )
