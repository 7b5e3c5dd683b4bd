"""Getting answers out: the inventory."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import Again
from samverkan.working import refuse_others, report, working


def inventory(
    context: typer.Context,
    language: Annotated[str | None, typer.Option("--language", help="sv or en (else: the study's).")] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx, csv or html; repeat for more.")
    ] = None,
    again: Again = False,
    since: Annotated[
        int | None, typer.Option("--since", min=1, metavar="N", help="Tell what changed since number N.")
    ] = None,
) -> None:
    """Write the inventory: workbook, CSV and report."""
    from samverkan.config import LANGUAGES
    from samverkan.steps.inventory import FORMATS, InventoryRequest, inventory_paths, write_inventory

    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("--format", formats or [], FORMATS)
    with working(context, "inventory") as (study, store):
        chosen = tuple(formats) if formats else FORMATS
        request = InventoryRequest(language or study.config.study.language, chosen, again, since)
        outcome = write_inventory(study, store, request)
        report([outcome])
        for path in inventory_paths(study, request):
            console.say(f"  {path}")
