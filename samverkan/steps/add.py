"""Adding documents that are at hand: files that were sent, downloaded by hand, or are not published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.records import Document, Fetch, FetchFailure, Municipality
from corpus.store import Store
from corpus.times import now
from samverkan import console
from samverkan.outcome import Outcome, plural
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

_PDF = "application/pdf"
_MAGIC_WITHIN = 1024  # bytes; PDF 32000-1:2008, annex H.3.4.1


def add_files(study: Study, store: Store, paths: Iterable[Path], municipality: Municipality) -> Outcome:
    """Take files and the PDFs of folders into the study as this municipality's.

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
            refusal = find_refusal(path)
            if refusal:
                counts["refused"] += 1
                failures.append(f"{readable_name(path)}: {refusal}")
                if path.exists():  # a slip of the pen is no attempt to get a document
                    with store.writing() as writer:
                        writer.add_fetch(_failed_fetch(path, municipality, refusal), run)
            else:
                counts["added" if _add_file(study, store, path, municipality, run) else "known"] += 1
            advance(1, readable_name(path))
    if not found:
        return Outcome("add", "there is no PDF in what you named.", counts, failed=True)
    summary = f"{plural(counts['added'], 'document')} added for {municipality.name}"
    if counts["known"]:
        summary += f", {counts['known']} held already"
    if counts["refused"]:
        summary += f", {counts['refused']} refused"
    return Outcome("add", f"{summary}.", counts, tuple(failures), failed=bool(failures))


def iter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the PDFs anywhere inside the folders named, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() == ".pdf")
        else:
            yield path


def readable_name(path: Path) -> str:
    """The file's name as text that can be stored: old archives hold names that are not UTF-8."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def find_refusal(path: Path) -> str | None:
    """Why this file cannot be taken in, with the mend, or None when it can."""
    try:
        with path.open("rb") as file:
            start = file.read(_MAGIC_WITHIN)
    except FileNotFoundError:
        return "there is no such file; check the name"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    if not start:
        return "the file is empty; get it again from where it came"
    if b"%PDF-" not in start:
        return "it is no PDF; save or print it as PDF first"
    return None


def _add_file(study: Study, store: Store, path: Path, municipality: Municipality, run: int) -> bool:
    sha256 = study.blobs.add_file(path)
    size = study.blobs.get_path(sha256).stat().st_size
    found = now()
    with store.writing() as writer:
        known = writer.is_held(municipality.code, sha256)
        fetch = Fetch(
            url=f"file:{readable_name(path)}",
            municipality=municipality.code,
            referrer="",
            anchor="",
            at=found,
            status=0,
            failure=None,
            final_url="",
            media_type=_PDF,
            etag="",
            last_modified="",
            sha256=sha256,
            size=size,
        )
        writer.add_fetch(fetch, run)
        writer.add_document(Document(sha256, municipality.code, _PDF, size, readable_name(path), found))
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
