"""Getting answers out: search and inventory."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan import console
from samverkan.commands.options import Again
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study, refuse_others, report, working


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help='Words, "exact words", -without.', metavar="WORDS…")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many passages.")] = 10,
    similar: Annotated[
        bool, typer.Option("--similar", help="Find what means the same, also in other words.")
    ] = False,
) -> None:
    """Find passages by their words, or by their meaning with --similar."""
    from samverkan.search_output import print_matches, print_similar

    for word in words:
        if word.startswith("--"):
            raise typer.BadParameter(f"There is no option {word}.", param_hint=word)
    study = find_chosen_study(context)
    with study.open_store() as store:
        shown = print_similar if similar else print_matches
        found = shown(study, store, " ".join(words), limit)
    if not found:
        raise typer.Exit(FAILED)


def inventory(
    context: typer.Context,
    language: Annotated[str | None, typer.Option("--language", help="sv or en (else: the study's).")] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx, csv or html; repeat for more.")
    ] = None,
    again: Again = False,
) -> None:
    """Write the inventory: workbook, CSV and report."""
    from samverkan.config import LANGUAGES
    from samverkan.steps.inventory import FORMATS, InventoryRequest, inventory_paths, write_inventory

    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("--format", formats or [], FORMATS)
    with working(context, "inventory") as (study, store):
        chosen = tuple(formats) if formats else FORMATS
        request = InventoryRequest(language or study.config.study.language, chosen, again)
        outcome = write_inventory(study, store, request)
        report([outcome])
        for path in inventory_paths(study, request):
            console.say(f"  {path}")
