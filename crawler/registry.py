"""The municipalities that can be crawled: the 290 of Sweden, and the study's own rows."""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from corpus.records import Municipality
from crawler.errors import RegistryError, UnknownMunicipality

SHIPPED = Path(__file__).with_name("municipalities.csv")
COLUMNS = ("code", "name", "county_code", "county", "group", "group_name", "population", "website")
_SUGGESTIONS = 3
_CODE = re.compile(r"\d{4}")


class Registry:
    """Municipalities by code and by name. Of two rows with one code the later counts."""

    def __init__(self, municipalities: Sequence[Municipality]) -> None:
        self._by_code = {one.code: one for one in municipalities}
        self._by_name = {_fold(one.name): one for one in self._by_code.values()}
        self._by_host = {site_host(one.website): one for one in self._by_code.values()}

    @property
    def all(self) -> tuple[Municipality, ...]:
        """Every municipality, by code."""
        return tuple(self._by_code[code] for code in sorted(self._by_code))

    def get(self, name_or_code: str) -> Municipality:
        """The municipality called "Eskilstuna", "eskilstuna kommun" or "0484". Raises UnknownMunicipality."""
        wanted = name_or_code.strip()
        if wanted.isdecimal():
            found = self._by_code.get(wanted.zfill(4))
        else:
            found = next((self._by_name[name] for name in _readings(wanted) if name in self._by_name), None)
        if found is None:
            raise UnknownMunicipality(wanted, self._nearest(wanted))
        return found

    def find_by_host(self, url: str) -> Municipality | None:
        """The municipality whose website `url` lies on (its host, or one below it), or None."""
        host = site_host(url)
        while host:
            if host in self._by_host:
                return self._by_host[host]
            host = "" if ":" in host else host.partition(".")[2]
        return None

    def _nearest(self, wanted: str) -> tuple[str, ...]:
        if wanted.isdecimal():
            near = difflib.get_close_matches(wanted.zfill(4), self._by_code, _SUGGESTIONS, 0.7)
            return tuple(f"{self._by_code[code].name} ({code})" for code in near)
        names = difflib.get_close_matches(_readings(wanted)[-1], self._by_name, _SUGGESTIONS, 0.6)
        return tuple(self._by_name[name].name for name in names)


def load_registry(*paths: Path) -> Registry:
    """The shipped municipalities, then the rows of each file of `paths`, which add or replace by code.

    Raises RegistryError, which names file, line and mend.
    """
    return Registry([row for path in (SHIPPED, *paths) for row in read_municipalities(path)])


def read_municipalities(path: Path) -> tuple[Municipality, ...]:
    """The rows of one CSV file with the columns of the shipped one. Raises RegistryError."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegistryError(path, 1, "is not UTF-8: save it as “CSV UTF-8”") from error
    except OSError as error:
        raise RegistryError(path, 1, f"cannot be read: {error.strerror}") from error
    return tuple(_iter_rows(path, text))


def site_host(url: str) -> str:
    """The host of a website without "www."; on a port of its own with it ("127.0.0.1:8001")."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port}" if parts.port else host


def _iter_rows(path: Path, text: str) -> Iterator[Municipality]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","  # Excel in Swedish
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise RegistryError(
            path, 1, f"the columns {', '.join(missing)} are missing; write {','.join(COLUMNS)}"
        )
    seen: dict[str, int] = {}
    line = 1
    try:
        for row in reader:
            line += 1  # where the row begins; a cell may hold several lines
            found = _parse_row(path, line, row)
            if found.code in seen:
                twice = f"code {found.code} stands on line {seen[found.code]} too: remove one"
                raise RegistryError(path, line, twice)
            seen[found.code] = line
            line = reader.line_num
            yield found
    except csv.Error as error:
        raise RegistryError(path, line + 1, f"is no CSV row ({error}): mend its quotes") from error


def _parse_row(path: Path, line: int, row: dict[str, str]) -> Municipality:
    values = {name: (row[name] or "").strip() for name in COLUMNS}
    fault = _fault(values)
    if fault:
        raise RegistryError(path, line, fault)
    values["website"] = values["website"].rstrip("/")
    return Municipality(
        code=values["code"],
        name=unicodedata.normalize("NFC", values["name"]),
        county_code=values["county_code"],
        county=values["county"],
        group=values["group"],
        group_name=values["group_name"],
        population=int(values["population"] or 0),
        website=values["website"],
    )


def _fault(values: dict[str, str]) -> str:
    """What is wrong with a row and how to mend it, or "" when nothing is."""
    if not _CODE.fullmatch(values["code"]):
        return f"code “{values['code']}” is not four digits: write it as text, such as 0484"
    if not values["name"]:
        return "name is empty: write the municipality's name"
    if values["population"] and not values["population"].isdecimal():
        return f"population “{values['population']}” is no whole number: write digits only, or leave it empty"
    try:
        parts = urlsplit(values["website"])
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        return f"website “{values['website']}” is no address: write it whole, such as https://www.exempel.se"
    return ""


def _readings(name: str) -> tuple[str, ...]:
    """The ways to read what somebody wrote: as it stands, without "kommun", without a genitive s."""
    folded = _fold(name)
    bare = re.sub(r"^(region|kommunen) | (kommun|stad|kommunen|region)$", "", folded)
    return tuple(dict.fromkeys((folded, bare, bare.removesuffix("s") if bare != folded else bare)))


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
