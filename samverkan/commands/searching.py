"""Finding passages by their words, by what is known of them, or by their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from samverkan.commands.options import DeviceName, EncoderName, Names
from samverkan.failures import FAILED
from samverkan.working import find_chosen_study, refuse_others

if TYPE_CHECKING:
    from samverkan.search_words import Wishes
    from samverkan.similar import Likeness
    from samverkan.study import Study

_SCREENFUL = 10


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
    partner: Annotated[
        list[str] | None, typer.Option("--partner", help="A named partner: its name, part of it, or its id.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option("--group", help="A group of municipalities (SKR): name or code.")
    ] = None,
    county: Annotated[list[str] | None, typer.Option("--county", help="A county.")] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, help="At most so many passages (else 10; csv and json: all)."),
    ] = None,
    offset: Annotated[int, typer.Option("--offset", min=0, help="Skip so many passages.")] = 0,
    similar: Annotated[
        bool, typer.Option("--similar", help="Find what means the same, also in other words.")
    ] = False,
    distinct: Annotated[
        bool, typer.Option("--distinct", help="With --similar: leave out near-duplicates of what is shown.")
    ] = False,
    encoder: EncoderName = None,
    device: DeviceName = "auto",
    style: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write csv or json to this file.")
    ] = None,
) -> None:
    """Find passages by their words, by filters, or by their meaning with --similar."""
    from models.encoders import Device
    from samverkan.search_output import FORMATS
    from samverkan.search_words import Wishes

    for word in words or ():
        if word.startswith("--"):
            raise typer.BadParameter(f"There is no option {word}.", param_hint=word)
    refuse_others("--statements", [statements], ("strategy", "description", "external", "any"))
    refuse_others("--status", status or [], ("machine", "reviewed", "disputed", "adjudicated"))
    refuse_others("--format", [style], FORMATS)
    refuse_others("--device", [device], list(Device))
    if not similar and (distinct or encoder is not None):
        option = "--encoder" if encoder is not None else "--distinct"
        raise typer.BadParameter("It says how --similar is meant: give both.", param_hint=option)
    if to is not None and style == "table":
        raise typer.BadParameter("A file is written with --format csv or json.", param_hint="--to")
    wishes = Wishes(
        codes=tuple(code or ()),
        municipalities=tuple(municipality or ()),
        kinds=tuple(kind or ()),
        statuses=tuple(status or ()),
        partners=tuple(partner or ()),
        groups=tuple(group or ()),
        counties=tuple(county or ()),
        years=year or "",
        statements=statements,
        current=current,
    )
    if not words and similar:
        raise typer.BadParameter("Give words that --similar shall be like.", param_hint="WORDS")
    if not words and wishes == Wishes():
        raise typer.BadParameter("Give words, or a filter such as --code.", param_hint="WORDS")
    many = style != "table" and not similar
    meaning = _Meaning(encoder or "shipped", device, distinct) if similar else None
    window = (offset, limit or (None if many else _SCREENFUL))
    if not _search(
        find_chosen_study(context), " ".join(words or ()), wishes, _Ways(window, meaning, style, to)
    ):
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Which encoder says what is similar, where it computes, and whether near-duplicates are shown once."""

    encoder: str
    device: str
    distinct: bool


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the results are found and shown: `window` is how many are skipped, and how many shown at most."""

    window: tuple[int, int | None]
    meaning: _Meaning | None
    style: str
    to: Path | None


def _search(study: Study, text: str, wishes: Wishes, ways: _Ways) -> int:
    """Find and show; returns how many passages were shown."""
    from samverkan.search_output import Window, print_page, write_page
    from samverkan.search_words import read_wishes
    from samverkan.searching import find_by_meaning, find_by_words

    window = Window(*ways.window)
    with study.open_store() as store:
        filters = read_wishes(study, store, wishes)
        if ways.meaning is not None:
            page = find_by_meaning(study, store, _ask(text, ways.meaning), filters, window)
        else:
            page = find_by_words(store, text, filters, window)
        if ways.style == "table":
            print_page(page, store)
        else:
            write_page(page, store, ways.style, ways.to)
    return len(page.shown)


def _ask(text: str, meaning: _Meaning) -> Likeness:
    from models.encoders import EncoderChoice, load_encoder
    from samverkan.similar import Likeness

    choice = EncoderChoice.read(meaning.encoder, meaning.device)
    return Likeness(text, load_encoder(choice), meaning.distinct)
