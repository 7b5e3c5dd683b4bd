"""Chapters of the study and dossiers of municipalities, each as files of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from corpus.counts import plural
from samverkan import console
from samverkan.commands.options import Names
from samverkan.working import refuse_others, working

if TYPE_CHECKING:
    from samverkan.steps.chapters import WrittenChapter

Language = Annotated[str | None, typer.Option("--language", help="sv or en (else: the study's).")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="html, xlsx, docx or md; repeat for more (else: html and xlsx)."),
]


def chapter(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="Without one: list the chapters.", metavar="[NAME]")
    ] = None,
    municipality: Names = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", help="A municipality, group or rest: beside whom.", metavar="NAME"),
    ] = None,
    language: Language = None,
    formats: Formats = None,
) -> None:
    """Write one chapter of the study, of all or of chosen municipalities side by side."""
    from corpus.export.chapters.building import BUILDERS
    from corpus.export.texts import Texts
    from samverkan.config import LANGUAGES
    from samverkan.steps.chapters import FORMATS, USUAL, ChapterRequest, write_chapter

    if name is None:
        for one in BUILDERS:
            console.say(f"{one:<13} {Texts('en')[f'ch.{one}.title']}")
        return
    refuse_others("NAME", [name], BUILDERS)
    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("--format", formats or [], FORMATS)
    with working(context, "chapter") as (study, store):
        request = ChapterRequest(
            name,
            tuple(municipality or ()),
            tuple(against or ()),
            language or study.config.study.language,
            tuple(dict.fromkeys(formats or USUAL)),
        )
        _say(write_chapter(study, store, request))


def dossier(
    context: typer.Context,
    municipalities: Annotated[
        list[str] | None, typer.Argument(help="Names or four-digit codes.", metavar="MUNICIPALITY…")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every municipality that has a document.")] = False,
    language: Language = None,
    formats: Formats = None,
) -> None:
    """Write all that the study holds of one municipality, for a study in depth."""
    from samverkan.config import LANGUAGES
    from samverkan.steps.chapters import FORMATS, USUAL, ChapterRequest, write_dossiers

    if bool(municipalities) == every:
        raise typer.BadParameter("Name municipalities, or write --all for every one.")
    refuse_others("--language", [language] if language else [], LANGUAGES)
    refuse_others("--format", formats or [], FORMATS)
    with working(context, "dossier") as (study, store):
        chosen = tuple(dict.fromkeys(formats or USUAL))
        request = ChapterRequest("dossier", (), (), language or study.config.study.language, chosen)
        written = 0
        for one in write_dossiers(study, store, tuple(municipalities or ()), request):
            _say(one)
            written += 1
        if not written:
            console.say("No municipality has a document yet: samverkan crawl, or samverkan add.")


def _say(written: WrittenChapter) -> None:
    console.say(f"{written.title}: {plural(written.rows, 'row')}.")
    if written.why_empty:
        console.say(f"  {written.why_empty}")
    for path in written.paths:
        console.say(f"  {path}")
