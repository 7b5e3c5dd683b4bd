"""All study chapters of an inventory, in the order of the study's questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.chapters.agreements import list_agreements
from corpus.chapters.dossier import gather_background
from corpus.chapters.material import Material, gather_material, narrow_material
from corpus.chapters.tallies import Rows, tally_named, with_codes
from corpus.chapters.universities import UNIVERSITY, tabulate_universities
from corpus.chapters.voluntary import CIVIL_SOCIETY, IOP
from corpus.export.chapters import (
    actors,
    challenges,
    focus_groups,
    governance,
    guide,
    overview,
    universities,
    voluntary,
)
from corpus.export.chapters.chapter import ChapterView
from corpus.export.chapters.side_by_side import Side, compare_sides
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId

BUILDERS: dict[str, Callable[[Material, Texts], ChapterView]] = {
    actors.NAME: actors.build_actors,
    governance.NAME: governance.build_governance,
    challenges.NAME: challenges.build_challenges,
    voluntary.NAME: voluntary.build_voluntary,
    universities.NAME: universities.build_universities,
    focus_groups.NAME: focus_groups.build_focus_groups,
    guide.NAME: guide.build_guide,
}
"""The chapters by name, but the dossiers, which are of one municipality each."""
_PARTNERS: dict[str, frozenset[CodeId]] = {
    voluntary.NAME: IOP | {CIVIL_SOCIETY},
    universities.NAME: frozenset({UNIVERSITY}),
}
"""The codes of the rows that a chapter compares municipalities by; those of no chapter here take all."""
_COMPARED = (actors.NAME, governance.NAME, challenges.NAME, *_PARTNERS)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """Which municipalities a chapter is about, by code, and whom they are set beside.

    `chosen` empty means all. `against` is (name of the column, codes); it needs `chosen`.
    """

    chosen: tuple[str, ...] = ()
    against: tuple[tuple[str, frozenset[str]], ...] = ()


def build_chapters(inventory: Inventory, texts: Texts) -> tuple[ChapterView, ...]:
    """Every chapter, the empty ones too: they say why they are empty. Pure."""
    background = gather_background(inventory)
    built = tuple(build(background.material, texts) for build in BUILDERS.values())
    return (*built, overview.build_overview(background, texts))


def build_chapter(inventory: Inventory, name: str, texts: Texts, scope: Scope) -> ChapterView:
    """One chapter by its name, about the chosen municipalities, beside others. Raises KeyError."""
    material = gather_material(inventory)
    build = BUILDERS[name]
    if not scope.chosen:
        return build(material, texts)
    view = build(narrow_material(material, frozenset(scope.chosen)), texts)
    if name not in _COMPARED or len(scope.chosen) + len(scope.against) < 2:
        return view
    names = {one.code: one.name for one in (*material.read, *material.unread)}
    columns = [(names[code], frozenset({code})) for code in scope.chosen]
    sides = [_side(one, name, material) for one in (*columns, *scope.against)]
    return replace(view, parts=(*view.parts[:1], compare_sides(sides, material, texts), *view.parts[1:]))


def _side(column: tuple[str, frozenset[str]], chapter: str, material: Material) -> Side:
    part = narrow_material(material, column[1])
    theme = _PARTNERS.get(chapter)
    rows: Rows = part.rows if theme is None else with_codes(part.rows, theme)
    agreements = tuple(one for one in list_agreements(part.documents, rows) if one.rows)
    if chapter == universities.NAME:  # some are named by the title of an agreement alone
        named = [one.university for one in tabulate_universities(part).pairs]
    else:
        types = frozenset(one.id for one in material.codes_of("partner")) if theme is None else theme
        named = [one.name for one in tally_named(rows, types)]
    return Side(column[0], part.read, rows, agreements, tuple(dict.fromkeys(named))[:_MOST_NAMED])
