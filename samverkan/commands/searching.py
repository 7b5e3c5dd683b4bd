"""Finding passages by their words, by what is known of them, or by their meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from samverkan.commands.options import Names
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study, refuse_others


def search(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help='Words, "exact words", -without.', metavar="[WORDS…]")
    ] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", help="A code that must hold: id or label; repeat for more.")
    ] = None,
    municipality: Names = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="A kind of document.")] = None,
    year: Annotated[
        str | None, typer.Option("--year", help="Years of adoption.", metavar="2019..2023")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="machine, reviewed, disputed or adjudicated.")
    ] = None,
    statements: Annotated[
        str, typer.Option("--statements", help="strategy, description, external or any.")
    ] = "any",
    current: Annotated[bool, typer.Option("--current", help="Leave out earlier versions.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many passages.")] = 10,
    offset: Annotated[int, typer.Option("--offset", min=0, help="Skip so many passages.")] = 0,
    similar: Annotated[
        bool, typer.Option("--similar", help="Find what means the same, also in other words.")
    ] = False,
) -> None:
    """Find passages by their words, by filters, or by their meaning with --similar."""
    from samverkan.search_output import Window, print_filtered, print_matches, print_similar
    from samverkan.search_words import Wishes, read_wishes

    for word in words or ():
        if word.startswith("--"):
            raise typer.BadParameter(f"There is no option {word}.", param_hint=word)
    refuse_others("--statements", [statements], ("strategy", "description", "external", "any"))
    refuse_others("--status", status or [], ("machine", "reviewed", "disputed", "adjudicated"))
    lists = (tuple(code or ()), tuple(municipality or ()), tuple(kind or ()), tuple(status or ()))
    wishes = Wishes(*lists, year or "", statements, current)
    if not words and wishes == Wishes():
        raise typer.BadParameter("Give words, or a filter such as --code.", param_hint="WORDS")
    if similar and (not words or wishes != Wishes() or offset):
        raise typer.BadParameter("--similar takes words and --limit only.", param_hint="--similar")
    study = find_chosen_study(context)
    text = " ".join(words or ())
    with study.open_store() as store:
        if wishes != Wishes() or offset:
            filters = read_wishes(study, wishes)
            found = print_filtered(store, text, filters, Window(offset, limit))
        else:
            found = (print_similar if similar else print_matches)(study, store, text, limit)
    if not found:
        raise typer.Exit(FAILED)
