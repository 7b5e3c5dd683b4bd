"""Files for other programs: statistics, reference managers, network analysis, data repositories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from samverkan import console
from samverkan.commands.options import Again, Names
from samverkan.failures import FAILED
from samverkan.working import refuse_others, working

if TYPE_CHECKING:
    from samverkan.places import Places
    from samverkan.steps.export import Export

_ALL = "all"


def export(
    context: typer.Context,
    formats: Annotated[
        list[str] | None, typer.Argument(help="Names from the list, or all.", metavar="[FORMAT]…")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="sv or en (else: the study's).")] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Write here (else: the study's exports/).")
    ] = None,
    municipality: Names = None,
    county: Annotated[
        list[str] | None,
        typer.Option("--county", help="Only of this county; repeat for more.", metavar="NAME"),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", help="Only of this SKR group; repeat for more.", metavar="NAME"),
    ] = None,
    again: Again = False,
) -> None:
    """Write the inventory for other programs; without a format: list the formats."""
    from samverkan.config import LANGUAGES
    from samverkan.places import find_places
    from samverkan.search_words import Wishes
    from samverkan.steps.export import FORMATS, ExportRequest, iter_exports

    if not formats:
        for one in FORMATS.values():
            console.say(f"{one.name:<12} {one.about}")
        return
    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("FORMAT", formats, (*FORMATS, _ALL))
    if to is not None and to.is_file():
        raise typer.BadParameter(f"{to} is a file: name a folder.", param_hint="--to")
    wishes = Wishes(
        municipalities=tuple(municipality or ()), counties=tuple(county or ()), groups=tuple(group or ())
    )
    with working(context, "export") as (study, store):
        places = find_places(study.registry, wishes)
        chosen = _choose(formats, places)
        request = ExportRequest(chosen, language or study.config.study.language, to, again, places)
        done = [_say(one) for one in iter_exports(study, store, request)]
    if any(one.failure for one in done):
        raise typer.Exit(FAILED)


def _choose(formats: list[str], places: Places | None) -> tuple[str, ...]:
    """The formats meant: all, each once. For some municipalities those of the codebook are refused, or left
    out of all.
    """
    from samverkan.steps.export import FORMATS

    told = [name for name, one in FORMATS.items() if places is None or not one.is_of_codebook]
    chosen = told if _ALL in formats else list(dict.fromkeys(formats))
    for name in chosen:
        if name not in told:
            raise typer.BadParameter(
                f"{name} is the same for every municipality: write it without choosing any.",
                param_hint="FORMAT",
            )
    return tuple(chosen)


def _say(done: Export) -> Export:
    """Say what was written and what it left out."""
    if done.failure:
        console.warn(f"{done.format}: {done.failure}")
        return done
    console.say(f"{done.format}: {done.written.summary if done.written else 'nothing to do, up to date.'}")
    for line in done.written.left_out if done.written else ():
        console.say(f"  - {line}")
    console.say(f"  {done.path}")
    return done
