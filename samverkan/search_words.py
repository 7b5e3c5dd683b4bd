"""What a person typed as filters of a search, read as the store knows it; slips name the nearest."""

from __future__ import annotations

import re
from dataclasses import dataclass

import typer

from corpus.records import Codebook, CodeId, DocumentKind, Municipality
from corpus.search import fold
from corpus.search_records import Filters, Statements
from corpus.store import Store
from corpus.truth import Status
from crawler.registry import Registry
from samverkan.nearest import say_nearest
from samverkan.study import Study

_FEW = 20  # so many names can all be told


@dataclass(frozen=True, slots=True)
class Wishes:
    """The filters as they were typed; `years` is "2019", "2019..2023", "2019.." or ""."""

    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    years: str = ""
    statements: str = "any"
    current: bool = False


def read_wishes(study: Study, store: Store, wishes: Wishes) -> Filters:
    """The filters meant. Raises UnknownMunicipality and typer.BadParameter, which name the nearest."""
    kinds = [kind.value for kind in DocumentKind]
    actors, written = find_partners(store, wishes.partners)
    return Filters(
        codes=tuple(find_code(study.codebook, code) for code in wishes.codes),
        actors=actors,
        written=written,
        municipalities=find_municipalities(study.registry, wishes),
        kinds=tuple(_choose(kind, kinds, "--kind") for kind in wishes.kinds),
        years=parse_years(wishes.years),
        statuses=tuple(map(Status, wishes.statuses)),
        statements=Statements(wishes.statements),
        current=wishes.current,
    )


def find_municipalities(registry: Registry, wishes: Wishes) -> tuple[str, ...]:
    """The codes of those that are named and lie in one of the counties and groups; () for any.

    Raises UnknownMunicipality, and typer.BadParameter also where none is all of it.
    """
    if not (wishes.municipalities or wishes.counties or wishes.groups):
        return ()
    places = registry.all
    named = {registry.get(name).code for name in wishes.municipalities} or {one.code for one in places}
    counties = {_fold_county(one.county): one.county for one in places}
    chosen = {counties[_choose(_fold_county(name), list(counties), "--county")] for name in wishes.counties}
    groups = {name.casefold(): one.group for one in places for name in (one.group_name, one.group)}
    kinds = {groups[_choose(name.casefold(), list(groups), "--group")] for name in wishes.groups}

    def fits(one: Municipality) -> bool:
        inside = not chosen or one.county in chosen
        return one.code in named and inside and (not kinds or one.group in kinds)

    found = tuple(one.code for one in places if fits(one))
    if not found:
        raise typer.BadParameter("No municipality is all of that.", param_hint="--county")
    return found


def _fold_county(name: str) -> str:
    """One name for a county, with or without the word and its genitive."""
    return re.sub(r"s?( län)?$", "", name.strip().casefold())


def find_partners(store: Store, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the actors meant, and the names as written that the gazetteer does not have.

    Meant are those with this id or name, else those whose name has it as a part. Raises typer.BadParameter.
    """
    if not wanted:
        return (), ()
    with store.searching() as reader:
        actors = {actor: fold(name) for actor, name in reader.iter_actors()}
        written = {text: fold(text) for text in reader.iter_written()}
    found: dict[str, None] = {}
    for one in wanted:
        name = fold(one.strip())
        exact = [key for key, known in (*actors.items(), *written.items()) if name in (key, known)]
        part = [key for key, known in (*actors.items(), *written.items()) if name and name in known]
        if not (exact or part):
            _choose(name, [*actors.values(), *written.values()], "--partner")
        found.update(dict.fromkeys(exact or part))
    return tuple(key for key in found if key in actors), tuple(key for key in found if key in written)


def find_code(codebook: Codebook, wanted: str) -> CodeId:
    """The code with this id or label, in Swedish or English. Raises typer.BadParameter."""
    named = {name.casefold(): code.id for code in codebook.codes for name in (code.en, code.sv, code.id)}
    return named[_choose(wanted.casefold(), list(named), "--code")]


def parse_years(text: str) -> tuple[int, int] | None:
    """The first and last year, or None for "". Raises typer.BadParameter."""
    if not text:
        return None
    read = re.fullmatch(r"(\d{4})?(\.\.)?(\d{4})?", text)
    if read is None or not (read[1] or read[3]) or (read[1] and read[3] and not read[2]):
        raise typer.BadParameter(
            f"{text} is no span of years: write 2021 or 2019..2023.", param_hint="--year"
        )
    first = int(read[1] or 0)
    return (first, int(read[3] or (9999 if read[2] else first)))


def _choose(wanted: str, known: list[str], option: str) -> str:
    if wanted in known:
        return wanted
    hint = say_nearest(wanted, known)
    if not hint and len(known) <= _FEW:
        hint = f"Known are {', '.join(known)}."
    raise typer.BadParameter(f"{wanted} is not known here. {hint}".strip(), param_hint=option)
