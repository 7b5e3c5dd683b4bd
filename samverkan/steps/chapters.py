"""Writing study chapters one by one, and dossiers of single municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.chapters.dossier import gather_background
from corpus.export.chapters.building import Scope, build_chapter
from corpus.export.chapters.chapter import ChapterView
from corpus.export.chapters.dossier import build_dossier
from corpus.export.chapters.markdown import export_chapter_markdown
from corpus.export.chapters.page import Page, keep_municipality, keep_named, render_page
from corpus.export.chapters.word import export_chapter_word
from corpus.export.chapters.workbook import export_chapter_workbook
from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import Municipality
from corpus.store import Store
from samverkan.places import find_named, join_name, refuse_absent
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.study import Study

if TYPE_CHECKING:
    from samverkan.row_pictures import RowPictures

FORMATS = ("html", "xlsx", "docx", "md")
USUAL = ("html", "xlsx")
"""What is written where no format is named."""
GROUP = "group"
"""Stands after --against for the others of the chosen municipalities' SKR groups."""
REST = "rest"
"""Stands after --against for all other municipalities that were read."""


class ChapterRequestError(Exception):
    """What was asked for cannot be written; the text names the mend."""


@dataclass(frozen=True, slots=True)
class ChapterRequest:
    """Which chapter, about whom and beside whom (names, codes, "group", "rest"), and how it is written."""

    name: str
    municipalities: tuple[str, ...]
    against: tuple[str, ...]
    language: str
    formats: tuple[str, ...] = USUAL


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """A chapter as it was written: its files, how many rows it holds, and why it is empty ("" if not)."""

    title: str
    paths: tuple[Path, ...]
    rows: int
    why_empty: str


def write_chapter(study: Study, store: Store, request: ChapterRequest) -> WrittenChapter:
    """Write one chapter. Raises UnknownMunicipality, PlaceAbsent, ChapterRequestError, ExportBlocked."""
    chosen = find_named(study.registry, request.municipalities)
    inventory = load_inventory(study, store)
    scope = Scope(tuple(one.code for one in chosen), _find_against(study, inventory, chosen, request))
    texts = Texts(request.language)
    view = build_chapter(inventory, request.name, texts, scope)
    about = join_name(one.code for one in chosen)
    name = f"{request.name}-{about}" if about else request.name
    return _write(study, Page(keep_named(inventory, view), view), name, request)


def write_dossiers(
    study: Study, store: Store, municipalities: tuple[str, ...], request: ChapterRequest
) -> Iterator[WrittenChapter]:
    """Write the dossiers of the municipalities, of all that have documents when none is named."""
    chosen = find_named(study.registry, municipalities)
    inventory = load_inventory(study, store)
    held = {one.municipality.code: one.municipality for one in inventory.documents}
    background, texts = gather_background(inventory), Texts(request.language)
    refuse_absent(inventory, chosen)
    with study.row_pictures.drawing():  # one painter for all of them
        for one in chosen or tuple(held[code] for code in sorted(held)):
            view = build_dossier(background, one.code, texts)
            page = Page(keep_municipality(background, one.code), view)
            yield _write(study, page, view.id, request)


def load_inventory(study: Study, store: Store) -> Inventory:
    """The inventory as it stands now, of the newest model."""
    with gathering(study, store) as basis:
        return gather_inventory(study, store, basis)


def _find_against(
    study: Study, inventory: Inventory, chosen: tuple[Municipality, ...], request: ChapterRequest
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The columns beside the chosen municipalities: single ones, their groups, or all others."""
    if request.against and not chosen:
        raise ChapterRequestError("--against needs somebody to set beside: name them with --municipality.")
    single = find_named(study.registry, tuple(one for one in request.against if one not in (GROUP, REST)))
    refuse_absent(inventory, (*chosen, *single))
    apart = {one.code for one in (*chosen, *single)}
    others = [one.municipality for one in inventory.coverage if one.municipality.code not in apart]
    columns = [(one.name, frozenset({one.code})) for one in single if one not in chosen]
    if GROUP in request.against:
        for group, title in dict.fromkeys((one.group, one.group_name) for one in chosen):
            members = frozenset(one.code for one in others if one.group == group)
            columns.append((f"{group} {title}".strip(), members))
    if REST in request.against or (chosen and not request.against):
        name = Texts(request.language)["ch.side.others"]
        columns.append((name, frozenset(one.code for one in others)))
    return tuple(columns)


def _write(study: Study, page: Page, name: str, request: ChapterRequest) -> WrittenChapter:
    folder = study.exports / ("kapitel" if request.language == "sv" else "chapters")
    paths = tuple(folder / f"{name}.{ending}" for ending in request.formats)
    for ending, path in zip(request.formats, paths, strict=True):
        _exporter(ending, study)(page, Texts(request.language), path)
    return WrittenChapter(page.view.title, paths, len(page.inventory.rows), _why_empty(page.view))


def _exporter(ending: str, study: Study) -> Callable[[Page, Texts, Path], None]:
    match ending:
        case "html":
            return partial(_export_page, study.row_pictures)
        case "xlsx":
            return _export_workbook
        case "docx":
            return _export_word
        case "md":
            return _export_markdown
        case _:
            raise ValueError(f"There is no format {ending}: choose among {', '.join(FORMATS)}.")


def _export_page(pictures: RowPictures, page: Page, texts: Texts, path: Path) -> None:
    with pictures.drawing() as draw, replacing(path) as temporary:
        temporary.write_text(render_page(page, texts, draw), "utf-8", newline="\n")


def _export_workbook(page: Page, texts: Texts, path: Path) -> None:
    export_chapter_workbook(page.inventory, page.view, texts, path)


def _export_word(page: Page, texts: Texts, path: Path) -> None:
    export_chapter_word(page.inventory, page.view, texts, path)


def _export_markdown(page: Page, texts: Texts, path: Path) -> None:
    export_chapter_markdown(page.inventory, page.view, texts, path)


def _why_empty(view: ChapterView) -> str:
    return " ".join(paragraph.text for paragraph in view.lead) if view.is_empty else ""
