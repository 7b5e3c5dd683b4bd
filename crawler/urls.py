"""Addresses: what is requested, what counts as the same, and what belongs to a municipality's site.

RFC 3986 section 6.2.2 (case, escapes, dot segments) and 6.2.3 (default ports, empty path), and what the
municipal web adds: decomposed å ä ö, session ids and tracking parameters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urljoin, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORTS = {"http": 80, "https": 443}
_SEGMENT_SAFE = "!$&'()*+,;=:@~"
_QUERY_SAFE = "!$'()*+,;:@~/?"
_SESSION_SEGMENT = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|_gl|_ga|gclid|fbclid|msclkid|mc_[ce]id|_hs\w+|jsessionid|phpsessid|asp\.net_sessionid|"
    r"sessionid|session_id|sid|sv\.sessionid",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\t\r\n]+")
MAX_LENGTH = 2000
"""Longer addresses are traps or mistakes; the longest of 329 real document addresses had 334 characters."""


def clean_url(url: str, base: str = "") -> str | None:
    """The address to request: absolute, escaped, without fragment, tracking and session; None if unusable.

    Unicode is left as it was written: a server that stores decomposed names answers to no other.
    """
    url = _BLANK.sub("", url.strip())
    if base and url.startswith("/") and not url.startswith("//"):
        return _clean(origin_of(base) + url)  # four links of five; urljoin is the dearest step of all
    try:
        return _clean(urljoin(base, url) if base else url)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def _clean(absolute: str) -> str | None:
    try:
        parts = urlsplit(absolute)
        netloc = _clean_netloc(parts)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not netloc or len(absolute) > MAX_LENGTH:
        return None
    path = _clean_path(parts.path)
    query = _clean_query(parts.query)
    return f"{parts.scheme}://{netloc}{path}" + (f"?{query}" if query else "")


@lru_cache(maxsize=65536)
def canonicalise(url: str) -> str:
    """One spelling for every spelling of an address; what cannot be read comes back as it is.

    Like `clean_url`, and å is one character however it was written (NFC). Idempotent.
    """
    cleaned = clean_url(url)
    if cleaned is None:
        return url
    parts = urlsplit(cleaned)
    path = "/".join(_compose(segment, _SEGMENT_SAFE) for segment in parts.path.split("/"))
    query = "&".join(
        "=".join(_compose(half, _QUERY_SAFE) for half in pair.split("=", 1))
        for pair in parts.query.split("&")
    )
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{query}" if query else "")


@lru_cache(maxsize=65536)
def identify(url: str) -> str:
    """What two addresses of one thing have in common: canonical, without scheme, www. and last slash."""
    rest = canonicalise(url).partition("://")[2] or url
    path, mark, query = rest.removeprefix("www.").partition("?")
    return path.rstrip("/") + mark + query


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for (RFC 9309 section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host in lower case without port, or ""."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def domain_of(url: str) -> str:
    """The registrable domain ("eskilstuna.se"); for an IP address or a bare name host and port.

    Loopback sites are told apart by their ports, real ones by the Public Suffix List that tldextract
    carries (never fetched).
    """
    host = host_of(url)
    if not host:
        return ""
    if is_numeric(host) or "." not in host:
        parts = urlsplit(url)
        return f"{host}:{parts.port or _PORTS.get(parts.scheme, 0)}"
    return _registrable(_ascii_host(host) or host)


def other_names(url: str) -> list[str]:
    """Where else a start page may lie: with or without "www.", and without encryption."""
    scheme, _, rest = url.partition("://")
    if is_numeric(host_of(url)) or "." not in host_of(url):
        return []
    bare = rest.removeprefix("www.")
    other = bare if bare != rest else f"www.{rest}"
    return [f"{scheme}://{other}", *([f"http://{rest}"] if scheme == "https" else [])]


def is_numeric(host: str) -> bool:
    """Whether a host is an IP address rather than a name."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def file_name(url: str) -> str:
    """The last segment of the path, readable: "Biblioteksplan 2030.pdf"."""
    return unicodedata.normalize("NFC", unquote(urlsplit(url).path.rpartition("/")[2]))


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    return _suffixes()(host).top_domain_under_public_suffix or host


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    """The list of suffixes: a tenth of a second to build, so once and not for each of 290 hosts."""
    import tldextract  # 0.2 s to import: only a crawl needs it

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _clean_netloc(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host or any(character in host for character in " <>\"'\\^`{|}"):
        return ""
    name = f"[{host}]" if ":" in host else _ascii_host(host.rstrip("."))
    if not all(0 < len(label) < 64 for label in name.split(".")):  # RFC 1035: what no resolver can look up
        return ""
    port = parts.port
    return name if port is None or port == _PORTS.get(parts.scheme) else f"{name}:{port}"


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _clean_path(path: str) -> str:
    path = _SESSION_SEGMENT.sub("", path)
    segments = [_escape(segment, _SEGMENT_SAFE) for segment in path.split("/")]
    kept: list[str] = []
    for segment in segments[1:] if path.startswith("/") else segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", "..") and kept:
        kept.append("")
    return "/" + "/".join(kept)


def _clean_query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        if pair and not _TRACKING.fullmatch(unquote(name)):
            kept.append(_escape(name, _QUERY_SAFE) + equals + _escape(value, _QUERY_SAFE + "="))
    return "&".join(kept)


def _escape(text: str, safe: str) -> str:
    """Escape what must be, in capitals, and nothing twice; unescape what need not be."""
    if text.isalnum() and text.isascii():
        return text
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        _settle_escape(piece) if index % 2 else quote(piece, safe=safe, errors="surrogatepass")
        for index, piece in enumerate(pieces)
    )


def _settle_escape(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    unreserved = character.isascii() and (character.isalnum() or character in "-._~")
    return character if unreserved else escape.upper()


def _compose(text: str, safe: str) -> str:
    """Compose decomposed letters (NFC) in an escaped piece; other bytes than UTF-8 stay as they are."""
    if "%" not in text:
        return text
    try:
        decoded = unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        return text
    if unicodedata.is_normalized("NFC", decoded):
        return text
    return "".join(
        piece if index % 2 else quote(unicodedata.normalize("NFC", unquote(piece)), safe=safe)
        for index, piece in enumerate(re.split(r"(%[0-7][0-9A-F])", text))
    )
