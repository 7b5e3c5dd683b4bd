"""Snapshots of a study: take one, make a study of it again, prove it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from samverkan import console
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study

if TYPE_CHECKING:
    from samverkan.steps.restore import Checked

_SHOWN = 20


def snapshot(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE.zip", help="Write here (else: snapshots/ in the study)."),
    ] = None,
    without_documents: Annotated[
        bool, typer.Option("--without-documents", help="Leave out documents' files; say where they are.")
    ] = False,
) -> None:
    """Pack the whole study into one file (BagIt) that proves itself; other commands may go on beside it."""
    from samverkan.steps.snapshot import SnapshotRequest, take_snapshot

    if to is not None and (to.is_dir() or to.suffix.lower() != ".zip"):
        raise typer.BadParameter(f"{to}: name a file that ends with .zip.", param_hint="--to")
    study = find_chosen_study(context)
    study.open_store().close()  # brings the database to this program's shape
    taken = take_snapshot(study, SnapshotRequest(to, without_documents))
    written = taken.written
    console.say(
        f"snapshot: {written.files:,} files, {written.bytes / 1e6:,.1f} MB in {written.packed / 1e6:,.1f} MB."
    )
    for line in taken.left_out[:_SHOWN]:
        console.say(f"  - not in it: {line}")
    if len(taken.left_out) > _SHOWN:
        console.say(f"  - and {len(taken.left_out) - _SHOWN:,} more.")
    console.say(f"content {taken.content}")
    console.say(f"  {taken.path}")
    console.say(f"Make a study of it again with: samverkan restore {taken.path.name} NEWFOLDER")


def restore(
    bag: Annotated[Path, typer.Argument(help="A file that 'samverkan snapshot' wrote.", metavar="BAG")],
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="NEWFOLDER")],
) -> None:
    """Make a study of a snapshot again: every byte is proven first, and there is a whole study or none."""
    from samverkan.steps.restore import restore_bag

    checked = restore_bag(bag, folder)
    _tell_problems(checked, "Nothing was restored.")
    console.say(f"The study lies in {folder}: {checked.files:,} files, each with the SHA-256 it had.")
    _tell_missing(checked)
    console.say(f"content {checked.content}, as the snapshot states.")


def tell_bag(bag: Path) -> None:
    """Prove a snapshot and say so; what is wrong ends the command with 1."""
    from samverkan.steps.restore import verify_bag

    checked = verify_bag(bag)
    _tell_problems(checked, "Copy the snapshot anew from where you have it.")
    _tell_missing(checked)
    console.say(f"content {checked.content}")
    console.say(f"All {checked.files:,} files of the snapshot are whole, and nothing else is in it.")


def _tell_problems(checked: Checked, ending: str) -> None:
    for problem in checked.problems[:_SHOWN]:
        console.warn(f"{problem.path or 'The bag'} {problem.what}.")
    left = len(checked.problems) - _SHOWN
    if left > 0:
        console.warn(f"And {left:,} more.")
    if checked.problems:
        console.warn(f"This is not the snapshot that was taken. {ending}")
        raise typer.Exit(FAILED)


def _tell_missing(checked: Checked) -> None:
    for one in checked.missing[:_SHOWN]:
        console.say(f"  - not in it: {one.name} ({one.sha256[:12]}…), {one.url or 'added by hand'}")
    if len(checked.missing) > _SHOWN:
        console.say(f"  - and {len(checked.missing) - _SHOWN:,} more; samverkan verify names all of them.")
