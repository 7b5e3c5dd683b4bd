"""Writing an export so that its file is always whole: beside its place first, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CorpusError, translated_errors

INCOMPLETE = ".incomplete-"
"""How the name of everything begins that is not whole yet."""


class ExportBlocked(CorpusError):
    """The file cannot be replaced, most often because Excel has it open: close it and start again."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path to write to; it takes the place of `path` when all went well.

    Raises ExportBlocked when the old file is held by another program (Windows) or the folder may not be
    written, DiskFull.
    """
    with translated_errors(), naming_blockers(path, "close it in other programs (Excel locks it)"):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=INCOMPLETE, suffix=path.suffix, dir=path.parent)
        os.close(descriptor)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(0o644)  # mkstemp makes it private; an inventory is made to be read
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def remove_incomplete_files(folder: Path) -> int:
    """Remove what a killed program left half-written in `folder`; how many. Only under the lock."""
    left = list(folder.glob(f"{INCOMPLETE}*"))
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
    return len(left)


@contextmanager
def naming_blockers(path: Path, mend: str) -> Iterator[None]:
    """Turn what the system says of a path that cannot be written into ExportBlocked with its `mend`."""
    try:
        yield
    except PermissionError as error:
        raise ExportBlocked(
            f"{path} cannot be written: {mend}, see that its folder may be written, and start again."
        ) from error
    except IsADirectoryError as error:
        raise ExportBlocked(f"{path} is a folder: move it away and start again.") from error
