"""Making figures citable: the audit."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import Json
from samverkan.working import find_chosen_study, report, working, write_json


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
    again: Annotated[bool, typer.Option("--again", help="Draw also while an audit is unread.")] = False,
    json_file: Json = None,
) -> None:
    """Draw the random sample that corrects the figures, or tell how it stands and how many to read."""
    from samverkan.steps import audit as step

    if draw is not None:
        if not reviewer:
            raise typer.BadParameter(
                "Name who reads the sample, such as --reviewer anna.", param_hint="--reviewer"
            )
        with working(context, "audit") as (study, store):
            report([step.draw(study, store, step.DrawRequest(draw, tuple(reviewer), seed, again))])
        return
    study = find_chosen_study(context)
    with study.open_store() as store:
        for line in step.iter_lines(study, store, code or ()):
            console.say(line)
        if json_file is not None:
            write_json(json_file, step.as_json(step.read_shares(study, store)))
