"""What a link seems to lead to, before it is followed: by its ending, its folder and its text."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.urls import file_name

_DOCUMENT = re.compile(r"pdf|docx|odt")
_OFFICE = re.compile(r"doc|dot[xm]?|docm|rtf|xlsx?|ods|pptx?|odp|pages|numbers|key")
_PAGE = re.compile(r"[xs]?html?|php\d?|aspx?|jsp|jsf|do|cfm")
_FILE = re.compile(
    r"jpe?g|png|gif|webp|svg|ico|bmp|tiff?|avif|heic|eps|ai|psd|mp[34]|m4[av]|mov|avi|wmv|webm|ogg|wav|zip|gz|rar"
    r"|7z|tar|exe|dmg|apk|css|m?js|json|xml|rss|atom|ics|vcf|csv|tsv|txt|km[lz]|gpx|gml|shp|dwg|dxf|woff2?|ttf"
    r"|eot|swf|epub|mobi|torrent"
)
# Where the content systems of Swedish municipalities keep uploaded files (74 % of 329 real documents).
_STORES = re.compile(
    r"/(?:globalassets|contentassets|siteassets|wp-content/uploads|sites/[^/]+/files|media)/"
)
_SITEVISION_FILE = re.compile(r"/download/18\.[0-9a-f]+/")
_SAYS_FILE = re.compile(
    r"\(\s*(?:pdf|docx|odt|word)\b|\b(?:pdf|docx|odt)\b[\s,.:]*[\d,.]+\s*(?:[km]i?b|sid)|\.(?:pdf|docx|odt)\b",
    re.IGNORECASE,
)
# Portals that municipalities publish documents in, and what file servers call their addresses.
_PORTALS = re.compile(
    r"360online|evolution|ciceron|meetingplus|netpublicator|sokigo|platina|w3d3|lex2|document"
)
_SERVED = re.compile(
    r"/(?:download|getfile|getdocument|visafil|hamtafil|dokument|document|attachments?|fil|file|files|handling)/"
    r"|[?&](?:file|fileid|docid|documentid|dokumentid|document|attachment|filename)=",
)
_DECLARED = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
    "application/vnd.oasis.opendocument.text",
)


class Promise(StrEnum):
    """What a link seems to lead to, before it is followed."""

    PAGE = "page"
    DOCUMENT = "document"  # its address says so
    MAYBE = "maybe"  # only its text or its folder says that it is a document
    OFFICE = "office file"  # a format that is not read: old Word files, sheets, slides
    FILE = "file"  # pictures, sound, data: never wanted


def guess_promise(url: str, text: str = "", declared: str = "") -> Promise:
    """What an address leads to, by its ending, its folder, its text and the declared type."""
    path = urlsplit(url).path.lower()
    by_ending = _by_ending(file_name(url).lower())
    if by_ending:
        return by_ending
    if _SITEVISION_FILE.search(path):
        return Promise.DOCUMENT
    says_so = declared.startswith(_DECLARED) or _SAYS_FILE.search(text)
    return Promise.MAYBE if says_so or _STORES.search(path) else Promise.PAGE


def serves_files(url: str) -> bool:
    """Whether a page's address may give a file all the same: a portal's, or one that names a file."""
    parts = urlsplit(url.lower())
    return bool(_PORTALS.search(parts.netloc) or _SERVED.search(f"{parts.path}?{parts.query}"))


def _by_ending(name: str) -> Promise | None:
    _, dot, ending = name.rpartition(".")
    if not dot:
        return None
    kinds = (
        (_DOCUMENT, Promise.DOCUMENT),
        (_OFFICE, Promise.OFFICE),
        (_FILE, Promise.FILE),
        (_PAGE, Promise.PAGE),
    )
    return next((promise for pattern, promise in kinds if pattern.fullmatch(ending)), None)
