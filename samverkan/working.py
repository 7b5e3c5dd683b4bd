"""What every command needs: the study it works on, the lock, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from samverkan import console
from samverkan.failures import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from corpus.store import Store
    from samverkan.outcome import Outcome
    from samverkan.study import Study


@dataclass(frozen=True, slots=True)
class Place:
    """Where the study is looked for: in `folder` or above it; exactly there when it was named."""

    folder: Path
    named: bool


def find_chosen_study(context: typer.Context) -> Study:
    """The study that the command line names, or that the current folder lies in. Raises StudyMissing."""
    from samverkan.study import find_study, open_study

    place: Place = context.obj
    return open_study(place.folder) if place.named else find_study(place.folder)


@contextmanager
def working(context: typer.Context, command: str) -> Iterator[tuple[Study, Store]]:
    """The study with its lock held and its database open, tidied of what a killed command left."""
    from corpus.export.files import remove_incomplete_files
    from samverkan.lock import locked

    study = find_chosen_study(context)
    with locked(study.folder, command), study.open_store() as store:
        study.blobs.remove_incomplete()
        for folder in (study.exports, study.vectors_folder):
            remove_incomplete_files(folder)
        try:
            yield study, store
        except KeyboardInterrupt:
            console.warn("Stopped. Everything until now is stored; the same command goes on from here.")
            raise typer.Exit(INTERRUPTED) from None


def report(outcomes: Iterable[Outcome]) -> None:
    """Say what each step did as it ends, and exit by the worst of it."""
    done = []
    for outcome in outcomes:
        done.append(outcome)
        for line in outcome.lines:
            console.say(line)
    if any(outcome.interrupted for outcome in done):
        raise typer.Exit(INTERRUPTED)
    if any(outcome.failed for outcome in done):
        raise typer.Exit(FAILED)


def refuse_others(option: str, chosen: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse an option's values that are not allowed, naming those that are."""
    for value in chosen:
        if value not in allowed:
            raise typer.BadParameter(f"{value} is not one of {', '.join(allowed)}.", param_hint=option)


def write_json(path: Path | None, figures: Mapping[str, Any]) -> None:
    """Write figures to a file that a command line named, whole or not at all."""
    if path is None:
        return
    from corpus.export.files import replacing

    with replacing(path) as temporary:
        temporary.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
