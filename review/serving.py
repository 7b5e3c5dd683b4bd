"""The server on this computer: bind, serve until Ctrl-C, say what a person needs to know."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from review.access import Access, Doors
from review.app import make_app
from review.desk import Desk
from review.sharing import ShareRefused, check_people, describe_share, find_address

LOCAL: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765

_LAST_WORDS: Final = 2  # seconds that open requests get at the end


class PortTaken(Exception):
    """The port cannot be had; the text says what to do. (A review of this study may run already.)"""


def serve(desk: Desk, port: int, greet: Callable[[str], None]) -> None:
    """Serve the desk on this computer until Ctrl-C. Raises PortTaken.

    `greet` is called with each link that lets a browser in: the first, and a new one when that was used.
    With port 0 the system chooses one.
    """
    with bind(port) as bound:
        doors = Doors(bound.getsockname()[1])

        def say_link(token: str) -> None:
            greet(f"http://{LOCAL}:{doors.port}/enter/{token}")

        access = Access(doors, say_link)
        _run(desk, access, bound, lambda: say_link(access.token))


def share(desk: Desk, port: int, host: str, greet: Callable[[str], None]) -> None:
    """Serve the desk under this computer's name on a network until Ctrl-C. Raises PortTaken, ShareRefused.

    Everybody logs in; `greet` is called with each line of what that means.
    """
    address = find_address(host)
    with desk.reviewing() as reader:
        check_people(reader.iter_reviewers())
    with bind(port, address) as bound:
        doors = Doors(bound.getsockname()[1], host.lower(), login=True)

        def say_all() -> None:
            for line in describe_share(doors):
                greet(line)

        _run(desk, Access(doors), bound, say_all)


def _run(desk: Desk, access: Access, bound: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        make_app(desk, access),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=False,  # nothing here trusts what a proxy says of the client
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    GreetingServer(config, ready).run(sockets=[bound])


class GreetingServer(uvicorn.Server):
    """A server that speaks once it answers, so that a browser never comes too early."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def bind(port: int, address: str = LOCAL) -> socket.socket:
    """A port of this computer, taken so that nobody else gets it; 0: any.

    Raises PortTaken, and ShareRefused for an address that is not this computer's.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows this would let two servers have one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise ShareRefused(
                f"{address} is no address of this computer: others cannot reach it so. Give its own name "
                "or address on your network."
            ) from None
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(
                f"Port {port} is taken: perhaps a samverkan review runs already. Stop that one with Ctrl-C, "
                f"or choose another port: samverkan review --port {port + 1 if port else 0}"
            ) from None
        raise
    return bound
