"""GUIDs from content (RFC 4122, version 5), so that the same study gives the same file, byte for byte."""

from __future__ import annotations

import re
import uuid

from corpus.records import CodeId, PassageId, Sha256
from corpus.refi.records import Guid

_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "samverkan.refi-qda")
_FORM = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?")


def guid_of(kind: str, *parts: object) -> Guid:
    """The GUID of the thing of this kind that the parts name."""
    return Guid(str(uuid.uuid5(_SPACE, "\n".join((kind, *map(str, parts))))))


def code_guid(code: CodeId) -> Guid:
    """Of a code, in every study."""
    return guid_of("code", code)


def source_guid(document: Sha256) -> Guid:
    """Of a document, in every study."""
    return guid_of("document", document)


def selection_guid(passage: PassageId) -> Guid:
    """Of a passage: of its stretch of text and its areas on pages alike."""
    return guid_of("passage", passage)


def reviewer_guid(reviewer: str) -> Guid:
    """Of a person who reviews."""
    return guid_of("reviewer", reviewer)


def model_guid(coder: str) -> Guid:
    """Of a model as a coder."""
    return guid_of("model", coder)


def parse_guid(text: str) -> Guid | None:
    """A GUID as programs write it (braces, capitals), or None when it is none."""
    found = _FORM.fullmatch(text.strip().lower())
    return None if found is None else Guid(found.group(1))
