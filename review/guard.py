"""What every request must pass and every answer must carry, whatever page it is.

Host against DNS rebinding; Sec-Fetch-Site or Origin against requests that other websites make in a person's
name (OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata"); a content security policy without any
exception, so that text from documents can never run.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.access import Doors

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_BODY: Final = 1_000_000  # bytes: the longest memo is far below

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app = app
        self._doors = doors
        # Without a Referer a form's Origin is "null". On this computer Sec-Fetch-Site tells instead; to
        # another host over plain HTTP browsers send no Sec-Fetch-Site, and Origin must do.
        self._referrer = "same-origin" if doors.host else "no-referrer"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through and add the headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = find_refusal(scope["method"], Headers(scope=scope), self._doors)
        app: ASGIApp = self._app if refusal is None else refusal

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["Referrer-Policy"] = self._referrer
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await app(scope, receive, send_marked)


def find_refusal(method: str, headers: Headers, doors: Doors) -> PlainTextResponse | None:
    """The answer to a request that must not be served, or None."""
    host = headers.get("host", "").lower()
    if host not in doors.hosts:
        return PlainTextResponse("This server answers only under its own address.", 400)
    if method in _SAFE:
        return None
    if not _is_own(headers, host):
        return PlainTextResponse("Refused: the request came from another website.", 403)
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_BODY:
        return PlainTextResponse("Too much was sent at once.", 413)
    return None


def _is_own(headers: Headers, host: str) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return headers.get("origin", "").lower() in (f"http://{host}", f"https://{host}")
