"""Writing study chapters one by one, and dossiers of single municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.blobs import Blobs
from corpus.chapters.dossier import gather_background
from corpus.export.chapters.building import Scope, build_chapter
from corpus.export.chapters.chapter import ChapterView
from corpus.export.chapters.dossier import build_dossier
from corpus.export.chapters.page import Page, keep_municipality, keep_named, render_page
from corpus.export.chapters.workbook import export_chapter_workbook
from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import Municipality
from corpus.store import Store
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.study import Study

FORMATS = ("html", "xlsx")
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
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """A chapter as it was written: its files, how many rows it holds, and why it is empty ("" if not)."""

    title: str
    paths: tuple[Path, ...]
    rows: int
    why_empty: str


def write_chapter(study: Study, store: Store, request: ChapterRequest) -> WrittenChapter:
    """Write one chapter. Raises UnknownMunicipality, ChapterRequestError, ExportBlocked."""
    chosen = find_municipalities(study, request.municipalities)
    inventory = load_inventory(study, store)
    scope = Scope(tuple(one.code for one in chosen), _find_against(study, inventory, chosen, request))
    texts = Texts(request.language)
    view = build_chapter(inventory, request.name, texts, scope)
    name = "-".join((request.name, *(one.code for one in chosen)))
    return _write(study, Page(keep_named(inventory, view), view), name, request)


def write_dossiers(
    study: Study, store: Store, municipalities: tuple[str, ...], request: ChapterRequest
) -> Iterator[WrittenChapter]:
    """Write the dossiers of the municipalities, of all that have documents when none is named."""
    chosen = find_municipalities(study, municipalities)
    inventory = load_inventory(study, store)
    held = {one.municipality.code: one.municipality for one in inventory.documents}
    background, texts = gather_background(inventory), Texts(request.language)
    _refuse_absent(inventory, chosen)
    for one in chosen or tuple(held[code] for code in sorted(held)):
        view = build_dossier(background, one.code, texts)
        page = Page(keep_municipality(background, one.code), view)
        yield _write(study, page, view.id, request)


def find_municipalities(study: Study, names: tuple[str, ...]) -> tuple[Municipality, ...]:
    """The municipalities of these names or codes, each once. Raises UnknownMunicipality."""
    return tuple(dict.fromkeys(study.registry.get(name) for name in names))


def load_inventory(study: Study, store: Store) -> Inventory:
    """The inventory as it stands now, of the newest model."""
    with gathering(study, store) as basis:
        return gather_inventory(study, store, basis)


def _refuse_absent(inventory: Inventory, municipalities: Iterable[Municipality]) -> None:
    """Refuse a municipality that the study knows nothing of."""
    covered = {one.municipality.code for one in inventory.coverage}
    for one in municipalities:
        if one.code not in covered:
            raise ChapterRequestError(
                f"{one.name} is not in this study: add it to municipalities in samverkan.toml, or add its "
                "documents with samverkan add."
            )


def _find_against(
    study: Study, inventory: Inventory, chosen: tuple[Municipality, ...], request: ChapterRequest
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The columns beside the chosen municipalities: single ones, their groups, or all others."""
    if request.against and not chosen:
        raise ChapterRequestError("--against needs somebody to set beside: name them with --municipality.")
    single = find_municipalities(study, tuple(one for one in request.against if one not in (GROUP, REST)))
    _refuse_absent(inventory, (*chosen, *single))
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
            return partial(_export_page, study.blobs)
        case "xlsx":
            return _export_workbook
        case _:
            raise ValueError(f"There is no format {ending}: choose among {', '.join(FORMATS)}.")


def _export_page(blobs: Blobs, page: Page, texts: Texts, path: Path) -> None:
    from samverkan.row_pictures import drawing_rows

    with drawing_rows(blobs) as pictures, replacing(path) as temporary:
        temporary.write_text(render_page(page, texts, pictures), "utf-8", newline="\n")


def _export_workbook(page: Page, texts: Texts, path: Path) -> None:
    export_chapter_workbook(page.inventory, page.view, texts, path)


def _why_empty(view: ChapterView) -> str:
    return " ".join(paragraph.text for paragraph in view.lead) if view.is_empty else ""
