"""Making a study of a snapshot again, and proving a snapshot without unpacking it.

A study is restored into a folder beside its place, every hash is checked while its files are written, its
content is proven, and only then does it get its name: there is a whole study or none.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.bag_checks import Plan, find_plan, iter_changed, iter_unpacked_changes
from corpus.bag_sources import Bag, BagUnreadable, opened_bag
from corpus.bag_tags import PAYLOAD, BagProblem
from corpus.blobs import LEFT_OUT, Blobs
from corpus.copying import StoredFile, is_known_step, reading_copy
from corpus.errors import DiskFull, StoreNewer, StudyExists
from corpus.export.files import INCOMPLETE
from corpus.store import Store
from corpus.verify import hash_content
from samverkan import __version__
from samverkan.config import CONFIG_NAME
from samverkan.steps.snapshot import CONTENT, DATABASE, PROGRAM, SETTINGS

_DATABASE: Final = f"{PAYLOAD}corpus.db"
_NEEDED: Final = (f"{PAYLOAD}{CONFIG_NAME}", f"{PAYLOAD}codebook.yaml", _DATABASE)
_FOLDERS: Final = ("blobs", "models", "exports")
_RESERVE: Final = 50_000_000  # bytes: room that a study needs to be opened at all


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a bag: what is wrong, else the content hash that was found and the files held.
    `missing` are the documents whose files the bag leaves out.
    """

    problems: tuple[BagProblem, ...]
    content: str = ""
    files: int = 0
    missing: tuple[StoredFile, ...] = ()


def verify_bag(path: Path) -> Checked:
    """Prove a snapshot: its lists, every byte, and that its database holds the content it states.

    Raises BagUnreadable, StoreNewer.
    """
    with opened_bag(path) as bag, tempfile.TemporaryDirectory() as working:
        plan = find_plan(bag)
        problems = plan.problems or _find_strangers(plan) or tuple(iter_changed(bag, plan))
        if problems:
            return Checked(problems)
        _refuse_others(plan)
        database = Path(working) / "corpus.db"
        with bag.open_file(_DATABASE) as source, database.open("xb") as target:
            shutil.copyfileobj(source, target)
        return _prove(database, plan)


def restore_bag(path: Path, folder: Path) -> Checked:
    """Make a study in the new `folder` from the snapshot at `path`; with problems, nothing is made.

    Raises StudyExists, BagUnreadable, StoreNewer, DiskFull.
    """
    if folder.exists() or folder.is_symlink():
        raise StudyExists(
            f"{folder} is there already. Name a folder that does not exist yet, or move that one away."
        )
    with opened_bag(path) as bag:
        plan = find_plan(bag)
        if problems := plan.problems or _find_strangers(plan):
            return Checked(problems)
        _refuse_others(plan)
        folder.resolve().parent.mkdir(parents=True, exist_ok=True)
        _refuse_too_large(bag, folder.resolve().parent)
        with _beside(folder.resolve()) as new:
            checked = _unpack(bag, plan, new)
            if not checked.problems:
                new.rename(folder)
        return checked


def _unpack(bag: Bag, plan: Plan, new: Path) -> Checked:
    if problems := tuple(iter_unpacked_changes(bag, plan, new)):
        return Checked(problems)
    for name in _FOLDERS:
        (new / name).mkdir(exist_ok=True)
    checked = _prove(new / "corpus.db", plan)
    if checked.missing:
        lines = (f"{one.sha256}  {_say_where(one)}\n" for one in checked.missing)
        (Blobs(new / "blobs").folder / LEFT_OUT).write_text("".join(lines), "utf-8")
    return checked


def _prove(database: Path, plan: Plan) -> Checked:
    """Compare the content with what the bag states. The database is brought to this program's shape."""
    with Store.open(database) as store, store.reading() as reader:
        content = hash_content(reader)
    if content != plan.info[CONTENT]:
        by = plan.info.get(PROGRAM, "")
        told = "" if by == f"samverkan {__version__}" else f" (written by {by}; this is {__version__})"
        what = f"has the content {content[:12]}…, and the bag states {plan.info[CONTENT][:12]}…{told}"
        return Checked((BagProblem(_DATABASE, what),))
    with reading_copy(database) as copied:
        missing = tuple(one for one in copied.iter_files() if _path_of(one) not in plan.hashes)
    held = sum(path.startswith(PAYLOAD) for path in plan.hashes)
    return Checked((), content, held, missing)


def _refuse_others(plan: Plan) -> None:
    absent = [path for path in _NEEDED if path not in plan.hashes]
    if absent or CONTENT not in plan.info:
        raise BagUnreadable(
            f"The bag is whole, but no snapshot of a study: {absent[0] if absent else CONTENT} is not in it. "
            "Name a file that 'samverkan snapshot' wrote."
        )
    step = plan.info.get(DATABASE, "")
    if step and not is_known_step(step):
        raise StoreNewer(
            f"This snapshot was taken by a newer version of samverkan ({plan.info.get(PROGRAM, 'unnamed')}; "
            f"step {step} of its database is unknown here). Update samverkan and try again."
        )


def _find_strangers(plan: Plan) -> tuple[BagProblem, ...]:
    """Files that no study has: a journal beside the database, say, would change what is in it."""
    inside = (path.removeprefix(PAYLOAD) for path in plan.hashes if path.startswith(PAYLOAD))
    known = (*SETTINGS, "corpus.db")
    strangers = (one for one in inside if one not in known and one.partition("/")[0] not in _FOLDERS)
    return tuple(BagProblem(PAYLOAD + one, "is no part of a study") for one in sorted(strangers))


def _refuse_too_large(bag: Bag, place: Path) -> None:
    needed, free = sum(bag.sizes.values()) + _RESERVE, shutil.disk_usage(place).free
    if needed > free:
        raise DiskFull(
            f"The study needs {needed // 1_000_000:,} MB in {place}, and {free // 1_000_000:,} MB are free. "
            "Free some space, or name a folder on another disk. Nothing was written."
        )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, removed with all that is in it unless it was renamed."""
    new = Path(tempfile.mkdtemp(prefix=INCOMPLETE, dir=folder.parent))
    try:
        new.chmod(0o755)  # mkdtemp makes it private; a colleague may read the study
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _path_of(one: StoredFile) -> str:
    return f"{PAYLOAD}blobs/{one.sha256[:2]}/{one.sha256[2:]}"


def _say_where(one: StoredFile) -> str:
    return one.url or f"added by hand as {' '.join(one.name.split())}"
