"""What a file holds beside codings, memos, codes and people: known where it is of this study, else lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from corpus.export.refi_variables import list_variables
from corpus.export.texts import Texts
from corpus.importing.code_matching import walk
from corpus.importing.loss import Item, Reason, What, shorten
from corpus.importing.source_matching import Found
from corpus.refi.guids import guid_of
from corpus.refi.records import ORIGIN, CodeNode, Guid, Project, Source, Value
from corpus.refi_reader import RefiReader


@dataclass(frozen=True, slots=True)
class Ours:
    """The GUIDs of variables, cases and sets of this study."""

    guids: frozenset[Guid]

    @classmethod
    def of(cls, reader: RefiReader) -> Self:
        """Of the study that is read."""
        codes = [one.code for one in reader.iter_municipalities()]
        found = {one.guid for one in list_variables(Texts("sv"))}
        found |= {guid_of("municipality", code) for code in codes} | {guid_of("set", code) for code in codes}
        found |= {guid_of("batch", one.name, one.at) for one in reader.iter_batches()}
        return cls(frozenset(found))


def describe_source(found: Found, project: Project, ours: Ours) -> Iterator[Item]:
    """The values and descriptions of a source and of its selections."""
    source = found.source
    known = ours if found.reading is not None else Ours(frozenset())
    names = {one.guid: one.name for one in project.variables}
    yield from _describe_values(source.values, source.name, names, known)
    yield from _describe(source.description, "", source.name)
    for place, text in _iter_descriptions(source):
        yield from _describe(text, place, source.name)


def describe_rest(project: Project, ours: Ours) -> Iterator[Item]:
    """Variables, cases, sets, links and graphs, and what the project and its codes are described by."""
    named = [(What.VARIABLE, one.guid, one.name) for one in project.variables]
    named += [(What.CASE, one.guid, one.name) for one in project.cases]
    named += [(What.SET, one.guid, one.name) for one in project.sets]
    for what, guid, name in named:
        yield Item(what, Reason.KNOWN if guid in ours.guids else Reason.NO_PLACE, name)
    names = {one.guid: one.name for one in project.variables}
    for case in project.cases:
        known = ours if case.guid in ours.guids else Ours(frozenset())
        yield from _describe_values(case.values, case.name, names, known)
    told = [(one.description, one.name) for one in project.variables]
    told += [(one.description, one.name) for one in project.cases]
    told += [(one.description, one.name) for one in project.sets]
    for text, name in told:
        yield from _describe(text, name)
    if not project.origin.startswith(ORIGIN):
        yield from _describe(project.description, project.name)
        yield from _describe_codes(project.codes)
    yield from (Item(What.LINK, Reason.NO_PLACE, one.name) for one in project.links)
    yield from (Item(What.GRAPH, Reason.NO_PLACE, one.name) for one in project.graphs)


def _describe_codes(nodes: Iterable[CodeNode]) -> Iterator[Item]:
    """What another program says of codes; a codebook by itself (QDC) is taken in with what it says."""
    for node, _ in walk(nodes):
        yield from _describe(node.description, node.name)


def _describe_values(
    values: Iterable[Value], owner: str, names: dict[Guid, str], ours: Ours
) -> Iterator[Item]:
    for one in values:
        reason = Reason.KNOWN if one.variable in ours.guids else Reason.NO_PLACE
        if one.text.strip():
            yield Item(
                What.VALUE, reason, names.get(one.variable, one.variable), owner, quote=shorten(one.text)
            )


def _iter_descriptions(source: Source) -> Iterator[tuple[str, str]]:
    """Where a selection lies and what it is described by."""
    for stretch in source.stretches:
        yield f"{stretch.start}–{stretch.end}", stretch.description
    for area in source.areas:
        yield f"s. {area.page + 1}", area.description
    for cut in source.cuts:
        yield shorten(cut.name), cut.description


def _describe(text: str, name: str, source: str = "") -> Iterator[Item]:
    """A description, which samverkan has no place for; nothing where there is none."""
    if text.strip():
        place, name = (name, "") if source else ("", name)
        yield Item(What.DESCRIPTION, Reason.NO_PLACE, name, source, place, quote=shorten(text))
