"""What a person typed as filters of a search, read as the store knows it; slips name the nearest."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

import typer

from corpus.records import Codebook, CodeId, DocumentKind
from corpus.search_records import Filters, Statements
from corpus.truth import Status
from samverkan.study import Study


@dataclass(frozen=True, slots=True)
class Wishes:
    """The filters as they were typed; `years` is "2019", "2019..2023", "2019.." or ""."""

    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: str = ""
    statements: str = "any"
    current: bool = False


def read_wishes(study: Study, wishes: Wishes) -> Filters:
    """The filters meant. Raises UnknownMunicipality and typer.BadParameter, which name the nearest."""
    kinds = [kind.value for kind in DocumentKind]
    return Filters(
        codes=tuple(find_code(study.codebook, code) for code in wishes.codes),
        municipalities=tuple(study.registry.get(name).code for name in wishes.municipalities),
        kinds=tuple(_choose(kind, kinds, "--kind") for kind in wishes.kinds),
        years=parse_years(wishes.years),
        statuses=tuple(map(Status, wishes.statuses)),
        statements=Statements(wishes.statements),
        current=wishes.current,
    )


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
    near = difflib.get_close_matches(wanted, known, 3, 0.5)
    hint = f"Nearest: {', '.join(near)}." if near else ""
    raise typer.BadParameter(f"{wanted} is not known here. {hint}".strip(), param_hint=option)
