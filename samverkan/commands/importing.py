"""Getting back what was coded in other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from samverkan import console
from samverkan.working import report, working


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A REFI-QDA project (.qdpx) or codebook (.qdc).", metavar="FILE")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be taken in and what lost.")
    ] = False,
    add_sources: Annotated[
        bool, typer.Option("--add-sources", help="Add documents that the study does not have.")
    ] = False,
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", help="Whose the added documents are.", metavar="NAME")
    ] = "",
    coder: Annotated[
        str, typer.Option("--coder", help="Who coded where the file names nobody.", metavar="NAME")
    ] = "",
    loss_report: Annotated[
        list[Path] | None,
        typer.Option("--report", help="Write the loss report here: .html, .csv or .json.", metavar="FILE"),
    ] = None,
) -> None:
    """Take in what was coded in NVivo, ATLAS.ti, MAXQDA or QualCoder, and say what is lost."""
    from samverkan.steps.import_codebook import import_codebook
    from samverkan.steps.import_project import ImportRequest, import_project, is_codebook, iter_table

    if add_sources and not municipality:
        raise typer.BadParameter(
            "Say whose documents they are with --municipality NAME.", param_hint="--add-sources"
        )
    with working(context, "import") as (study, store):
        if is_codebook(file):
            for line in import_codebook(study, file, dry=dry_run):
                console.say(line)
            return
        owner = study.registry.get(municipality) if add_sources else None
        request = ImportRequest(file, coder, owner, tuple(loss_report or ()), dry_run)
        done = import_project(study, store, request)
        report([done.outcome])
        for line in iter_table(done.report):
            console.say(line)
        for path in done.files:
            console.say(f"  {path}")
