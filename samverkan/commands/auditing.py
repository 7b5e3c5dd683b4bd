"""Making figures citable: the audit."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from samverkan import console
from samverkan.commands.options import Json
from samverkan.working import find_chosen_study, report, working, write_json

if TYPE_CHECKING:
    from samverkan.steps.audit_cells import CellRequest


class Of(StrEnum):
    """What is asked whether it holds a code."""

    MUNICIPALITIES = "municipalities"
    DOCUMENTS = "documents"


def audit(
    context: typer.Context,
    draw: Annotated[
        int | None, typer.Option("--draw", min=4, max=5000, help="Draw so many passages at random.")
    ] = None,
    reviewer: Annotated[
        list[str] | None, typer.Option("--reviewer", help="Who reads them; repeat for more.", metavar="NAME")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another sample.")] = 0,
    code: Annotated[
        list[str] | None, typer.Option("--code", help="Tell of this code too; repeat for more.")
    ] = None,
    cells: Annotated[
        str | None,
        typer.Option(
            "--cells",
            help="Audit the share of units that hold this code, or PARTNER+PURPOSE.",
            metavar="CODE",
        ),
    ] = None,
    of: Annotated[
        Of | None, typer.Option("--of", help="What units --cells are (else: municipalities).")
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth", min=1, max=200, help="How many passages of each are read at most (else: 10)."
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Draw also while an audit is unread.")] = False,
    json_file: Json = None,
) -> None:
    """Draw the random sample that corrects the figures, or tell how it stands and how many to read.

    With --cells municipalities or documents are drawn, and each is read until a passage holds the code.
    """
    from samverkan.steps import audit as step
    from samverkan.steps import audit_cells

    asked = _read_cells(cells, of, depth)
    if draw is not None:
        if not reviewer:
            raise typer.BadParameter(
                "Name who reads the sample, such as --reviewer anna.", param_hint="--reviewer"
            )
        with working(context, "audit") as (study, store):
            request = step.DrawRequest(draw, tuple(reviewer), seed, again)
            if asked is None:
                report([step.draw(study, store, request)])
            else:
                report([audit_cells.draw_cells(study, store, asked, request)])
        return
    study = find_chosen_study(context)
    with study.open_store() as store:
        if asked is None:
            for line in step.iter_lines(study, store, code or ()):
                console.say(line)
        for line in audit_cells.iter_cell_lines(study, store, asked):
            console.say(line)
        if json_file is not None:
            write_json(json_file, step.as_json(step.read_shares(study, store)))


def _read_cells(code: str | None, of: Of | None, depth: int | None) -> CellRequest | None:
    """The cells asked for, None for none. Raises typer.BadParameter for a kind or depth of no cells."""
    from corpus.cell_records import DEPTH
    from samverkan.steps.audit_cells import CellRequest

    if code is not None:
        return CellRequest(code, (of or Of.MUNICIPALITIES).value, depth or DEPTH)
    for option, given in (("--of", of), ("--depth", depth)):
        if given is not None:
            raise typer.BadParameter("It says how --cells are drawn: give both.", param_hint=option)
    return None
