"""Writing an export that is a folder so that it is always whole: beside its place first, then swapped."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import translated_errors
from corpus.export.extents import list_extent
from corpus.export.files import INCOMPLETE, ExportBlocked, naming_blockers
from corpus.export.material import Material

MANIFEST = "samverkan-export.json"
"""In each folder: what it was made from, with the size and SHA-256 of every file."""
_CHUNK = 1 << 20


@contextmanager
def replacing_folder(path: Path, material: Material) -> Iterator[Path]:
    """A temporary folder to write to; it takes the place of `path` when all went well.

    A folder of that name is replaced only when samverkan wrote it and nobody has put anything into it.
    Raises ExportBlocked when it is another's or held by another program, DiskFull.
    """
    _refuse_foreign(path)
    with translated_errors(), naming_blockers(path, "close its files in other programs"):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=INCOMPLETE, dir=path.parent))
        try:
            yield temporary
            _write_manifest(temporary, material)
            temporary.chmod(0o755)  # mkdtemp makes it private; an inventory is made to be read
            _swap(temporary, path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _write_manifest(folder: Path, material: Material) -> None:
    made = material.inventory.provenance
    files = {
        str(file.relative_to(folder).as_posix()): {"bytes": file.stat().st_size, "sha256": hash_file(file)}
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    about = {"program": made.program, "study": made.study, "made": made.made, "content": made.content_hash}
    codes = list_extent(material.inventory)
    extent = {"municipalities": list(codes)} if codes else {}
    text = json.dumps({**about, **extent, "files": files}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def _refuse_foreign(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise ExportBlocked(f"{path} is a file where a folder must go: move it away and start again.")
    known = {MANIFEST, *_read_files(path / MANIFEST)}
    foreign = sorted(one.name for one in path.rglob("*") if one.is_file() and _name(one, path) not in known)
    if foreign:
        named = ", ".join(foreign[:3])
        raise ExportBlocked(
            f"{path} holds files that samverkan did not write ({named}): move them away and start again."
        )


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _read_files(manifest: Path) -> set[str]:
    try:
        return set(json.loads(manifest.read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()  # no folder of ours, or one whose list was edited: then every file is foreign


def _swap(written: Path, path: Path) -> None:
    """Two renames, since no system replaces a full folder by one: the old stands until the new is whole."""
    if not path.exists():
        written.rename(path)
        return
    old = Path(tempfile.mkdtemp(prefix=INCOMPLETE, dir=path.parent)) / "old"
    path.rename(old)
    try:
        written.rename(path)
    except OSError:
        old.rename(path)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
