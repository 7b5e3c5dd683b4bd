"""RTF and old Word files (DOC): made into DOCX by LibreOffice, where it is installed.

Like Tesseract it is looked for and never needed: without it the document says what to do. It runs inside the
reader's limits, with a profile of its own that is thrown away, without macros and without a way to the net.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from corpus.records import ExtractionFailure
from extract.sheets import UnreadableError

NEEDS_OFFICE: Final = (
    "The file is an old text document ({}), which is read only where LibreOffice is installed: "
    "save it as DOCX or PDF."
)
SECONDS: Final = 60.0
"""Seconds that one file may take. A plan of 40 pages takes 2–4, with the start of the program."""
_PROGRAMS: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_NOWHERE: Final = "http://127.0.0.1:9"  # the port "discard": nothing listens


@cache
def find_libreoffice() -> str:
    """The path of LibreOffice if it is installed, else "". Looked for once a process."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).exists()), "")


def convert_to_docx(content: bytes, ending: str) -> bytes:
    """The same document as DOCX. `ending` is "rtf" or "doc". Raises `UnreadableError` with what to do."""
    program = find_libreoffice()
    if not program:
        detail = NEEDS_OFFICE.format(ending.upper())
        raise UnreadableError(ExtractionFailure.NOT_A_PDF, detail)
    with TemporaryDirectory(prefix="samverkan-") as name:
        folder = Path(name)
        (folder / f"document.{ending}").write_bytes(content)
        _run(program, folder, f"document.{ending}")
        try:
            return (folder / "document.docx").read_bytes()
        except OSError as error:
            detail = "LibreOffice cannot open the file: save it anew as DOCX or PDF."
            raise UnreadableError(ExtractionFailure.BROKEN, detail) from error


def _run(program: str, folder: Path, name: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    process = subprocess.Popen(  # noqa: S603 - a fixed program with fixed arguments
        [program, profile, *options, "--outdir", str(folder), name],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "http_proxy": _NOWHERE, "https_proxy": _NOWHERE},
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        detail = f"LibreOffice took more than {SECONDS:g} seconds: save the file as DOCX or PDF."
        raise UnreadableError(ExtractionFailure.TIME, detail) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it has started: it is a script that starts others."""
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait()
