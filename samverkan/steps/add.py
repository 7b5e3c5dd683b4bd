"""Adding documents that are at hand: files that were sent, downloaded by hand, or are not published."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.counts import plural
from corpus.records import Document, Fetch, FetchFailure, Municipality
from corpus.store import Store
from corpus.times import now
from extract.conversion import find_libreoffice
from extract.formats import MEDIA_TYPES, Format, find_format
from extract.sheets import UnreadableError
from samverkan import console
from samverkan.outcome import Outcome
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

_SUFFIXES = (".pdf", ".docx", ".odt", ".rtf", ".doc", ".vtt", ".srt")
"""What is taken from a folder. Web pages and plain texts are taken when they are named themselves, since a
folder often holds others of them that are no documents."""


def add_files(study: Study, store: Store, paths: Iterable[Path], municipality: Municipality) -> Outcome:
    """Take files, and the documents of folders, into the study as this municipality's.

    Every file gets a Fetch row with a ``file:`` address of its name only, since the folders on a
    researcher's computer are nobody else's business.
    """
    counts = {"added": 0, "known": 0, "refused": 0}
    failures: list[str] = []
    found = list(iter_files(paths))
    with recorded_run(study, store, "add", counts) as run, console.progress("add", len(found)) as advance:
        with store.writing() as writer:
            writer.set_municipalities([municipality])
        for path in found:
            media_type, refusal = find_media_type(path)
            if refusal:
                counts["refused"] += 1
                failures.append(f"{readable_name(path)}: {refusal}")
                if path.exists():  # a slip of the pen is no attempt to get a document
                    with store.writing() as writer:
                        writer.add_fetch(_failed_fetch(path, municipality, refusal), run)
            else:
                sha256 = study.blobs.add_file(path)
                size = study.blobs.get_path(sha256).stat().st_size
                document = Document(sha256, municipality.code, media_type, size, readable_name(path), now())
                counts["added" if _add_document(store, document, run) else "known"] += 1
            advance(1, readable_name(path))
    if not found:
        return Outcome(
            "add",
            "there is no document (PDF, DOCX, ODT, RTF, DOC, VTT, SRT) in what you named.",
            counts,
            failed=True,
        )
    summary = f"{plural(counts['added'], 'document')} added for {municipality.name}"
    if counts["known"]:
        summary += f", {counts['known']} held already"
    if counts["refused"]:
        summary += f", {counts['refused']} refused"
    return Outcome("add", f"{summary}.", counts, tuple(failures), failed=bool(failures))


def iter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the documents anywhere inside the folders named, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() in _SUFFIXES)
        else:
            yield path


def readable_name(path: Path) -> str:
    """The file's name as text that can be stored: old archives hold names that are not UTF-8."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def find_media_type(path: Path) -> tuple[str, str]:
    """The media type of a file that can be taken in, and "" ; or "" and why it cannot, with the mend."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return "", "there is no such file; check the name"
    except OSError as error:
        return "", f"it cannot be read ({error.strerror})"
    if not content:
        return "", "the file is empty; get it again from where it came"
    try:
        found = find_format(content, mimetypes.guess_type(path.name)[0] or "", path.name)
    except UnreadableError:
        return "", "it is locked with a password; save a copy without one"
    if found is Format.OTHER:
        return (
            "",
            "it is no PDF, DOCX, ODT, RTF, DOC, HTML, VTT, SRT or text file; save or print it as PDF first",
        )
    if found in (Format.RTF, Format.DOC) and not find_libreoffice():
        return "", "it is an old text document; save it as DOCX or PDF, or install LibreOffice"
    return MEDIA_TYPES[found], ""


def _add_document(store: Store, document: Document, run: int) -> bool:
    """Record a document with the fetch that brought it; whether this municipality had it not before."""
    fetch = Fetch(
        url=f"file:{document.name}",
        municipality=document.municipality,
        referrer="",
        anchor="",
        at=document.found,
        status=0,
        failure=None,
        final_url="",
        media_type=document.media_type,
        etag="",
        last_modified="",
        sha256=document.sha256,
        size=document.size,
    )
    with store.writing() as writer:
        known = writer.is_held(document.municipality, document.sha256)
        writer.add_fetch(fetch, run)
        writer.add_document(document)
    return not known


def _failed_fetch(path: Path, municipality: Municipality, refusal: str) -> Fetch:
    return Fetch(
        url=f"file:{readable_name(path)}",
        municipality=municipality.code,
        referrer="",
        anchor="",
        at=now(),
        status=0,
        failure=FetchFailure.NOT_A_DOCUMENT,
        final_url="",
        media_type="",
        etag="",
        last_modified="",
        sha256=None,
        size=0,
        detail=refusal,
    )
