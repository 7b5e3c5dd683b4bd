"""Variables and tables: what a column is called, holds and means, said once for every format. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from corpus.export.texts import CATALOGUE, Texts
from corpus.records import Code, CodeId, Dimension

Cell = str | int | float | date | datetime | tuple[str, ...] | None
"""A value; None where nothing is known. Text is never None but "" where nothing is stated."""
Row = TypeVar("Row")
SEPARATOR = "; "
"""Between the texts of a list where a format has no lists."""


class Kind(StrEnum):
    """What a variable holds."""

    TEXT = "text"
    TEXTS = "texts"  # a list of texts
    CATEGORY = "category"  # one of `values`
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"  # 0 or 1
    DAY = "day"
    MOMENT = "moment"  # in UTC


@dataclass(frozen=True, slots=True)
class Words:
    """One thing in both languages."""

    sv: str
    en: str

    def of(self, language: str) -> str:
        """In "sv" or "en"."""
        return self.en if language == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Variable(Generic[Row]):
    """A column. `name` is the machine name, the same in every format; `key`: no row may lack it.

    `values` are the allowed values of a category or list with their labels; `unit` is "" where it has none.
    """

    name: str
    kind: Kind
    label: Words
    about: Words
    value: Callable[[Row], Cell]
    unit: str = ""
    values: tuple[tuple[str, Words], ...] = ()
    key: bool = False


@dataclass(frozen=True, slots=True)
class DataTable(Generic[Row]):
    """A table. `keys` name the variables that together tell its rows apart; `refers` are (variables, table)
    of rows elsewhere, which have these as their keys.
    """

    name: str
    label: Words
    about: Words
    variables: tuple[Variable[Row], ...]
    rows: Sequence[Row]
    keys: tuple[str, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()


def words_of(key: str) -> Words:
    """Words of the catalogue in both languages. Raises KeyError."""
    return Words(*CATALOGUE[key])


def fill_both(key: str, **values: object) -> Words:
    """Words of the catalogue in both languages, with their places filled: see `Texts.fill`."""
    return Words(Texts("sv").fill(key, **values), Texts("en").fill(key, **values))


def words_of_code(code: Code | Dimension) -> Words:
    """The label of a code or dimension."""
    return Words(code.sv, code.en)


def named(name: str, kind: Kind, value: Callable[[Row], Cell], **more: object) -> Variable[Row]:
    """A variable whose words stand in the catalogue as variable.NAME and explained.NAME."""
    label, about = words_of(f"variable.{name}"), words_of(f"explained.{name}")
    return Variable(name, kind, label, about, value, **more)  # type: ignore[arg-type]


def valued(prefix: str, values: Iterable[str]) -> tuple[tuple[str, Words], ...]:
    """Allowed values with their labels, which stand in the catalogue as PREFIX.VALUE."""
    return tuple((value, words_of(f"{prefix}.{value}")) for value in values)


def name_of_code(code: CodeId) -> str:
    """The machine name of a code's variable: partner.university is partner_university."""
    return code.replace(".", "_", 1)


def flat(value: Cell) -> str | int | float:
    """A value for a format that knows text and numbers only: "" for None, lists joined, times in ISO 8601."""
    match value:
        case None:
            return ""
        case tuple():
            return SEPARATOR.join(text.replace(SEPARATOR, ", ") for text in value)
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case _:
            return value
