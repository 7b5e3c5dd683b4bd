"""The study's configuration: read once from ``samverkan.toml`` into a frozen value.

Every key has a default and a comment in the file that `init` writes; a key that does not exist is an
error that names the nearest one, so that a slip of the pen never goes unnoticed.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import math
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from corpus.records import DocumentKind
from samverkan.publication import PublicationSection

CONFIG_NAME = "samverkan.toml"
LANGUAGES = ("sv", "en")
MAX_PROCESSES = 8
"""More would wait for each other: they all write to one database."""


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file, the key and the mend."""


@dataclass(frozen=True, slots=True)
class StudySection:
    """Which municipalities are studied, and the language of what is written for readers."""

    name: str = "study"
    municipalities: tuple[str, ...] = ()
    language: str = "sv"

    def __post_init__(self) -> None:
        """Refuse what no reader could be served with."""
        if self.language not in LANGUAGES:
            raise ValueError(f'language is "{self.language}": write "sv" or "en"')


@dataclass(frozen=True, slots=True)
class CrawlSection:
    """How the crawler behaves. `delay` is the least number of seconds between two requests to one site."""

    contact: str = ""
    delay: float = 1.0
    max_requests: int = 1500
    max_documents: int = 400
    max_document_mb: int = 100
    timeout: float = 60.0
    revisit_days: float = 6.0
    hours: str = ""
    min_free_mb: int = 500
    processes: int = 1
    tls_fallback: bool = False
    apart: tuple[str, ...] = ()
    warc: bool = False
    allow_loopback: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be meant."""
        for name in ("delay", "timeout", "revisit_days"):
            if not math.isfinite(getattr(self, name)):
                raise ValueError(f"{name} must be a number of seconds or days, not {getattr(self, name)}")
        if self.delay < 0:
            raise ValueError("delay is negative: write the seconds between two requests, such as 1.0")
        if not 1 <= self.processes <= MAX_PROCESSES:
            raise ValueError(f"processes must be from 1 to {MAX_PROCESSES}")
        for name in ("max_requests", "max_documents", "max_document_mb", "timeout"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0")
        if self.revisit_days < 0:
            raise ValueError("revisit_days is negative: write after how many days a site is crawled again")


@dataclass(frozen=True, slots=True)
class ExtractSection:
    """How documents are read. `workers` 0 means one for each processor."""

    workers: int = 0
    seconds: float = 120.0
    memory_mb: int = 2048

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could be read."""
        if self.workers < 0:
            raise ValueError("workers is negative: write 0 for one worker a processor")
        if self.seconds <= 0:
            raise ValueError("seconds must be more than 0")
        if self.memory_mb < 256:
            raise ValueError("memory_mb must be at least 256")


@dataclass(frozen=True, slots=True)
class InventorySection:
    """What the inventory leaves out: documents of these kinds are stored and classified but not listed."""

    exclude_kinds: tuple[str, ...] = (
        DocumentKind.MINUTES.value,
        DocumentKind.FEE_SCHEDULE.value,
        DocumentKind.FORM.value,
    )

    def __post_init__(self) -> None:
        """Refuse kinds that no document can have."""
        known = [kind.value for kind in DocumentKind]
        for kind in self.exclude_kinds:
            if kind not in known:
                raise ValueError(f'exclude_kinds has "{kind}", which is no kind. Kinds: {", ".join(known)}')


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration of a study."""

    study: StudySection = field(default_factory=StudySection)
    crawl: CrawlSection = field(default_factory=CrawlSection)
    extract: ExtractSection = field(default_factory=ExtractSection)
    inventory: InventorySection = field(default_factory=InventorySection)
    publication: PublicationSection = field(default_factory=PublicationSection)

    @property
    def hash(self) -> str:
        """A SHA-256 of every setting, in 64 hexadecimal digits: recorded with each run."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


_SECTIONS: dict[str, type] = {
    "study": StudySection,
    "crawl": CrawlSection,
    "extract": ExtractSection,
    "inventory": InventorySection,
    "publication": PublicationSection,
}


def load_config(path: Path) -> Config:
    """Read ``samverkan.toml``. Raises ConfigError."""
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}. Mend that line.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} is not UTF-8: save it as UTF-8 in your editor.") from error
    return parse_config(raw, path.name)


def parse_config(raw: dict[str, Any], name: str = CONFIG_NAME) -> Config:
    """Check a decoded configuration. Raises ConfigError naming the key and the mend."""
    _refuse_unknown(raw, list(_SECTIONS), f"{name}: there is no section")
    sections = {}
    for section, shape in _SECTIONS.items():
        values = raw.get(section, {})
        if not isinstance(values, dict):
            raise ConfigError(f"{name}: {section} is a section: write [{section}] on a line of its own.")
        sections[section] = _parse_section(name, section, shape, values)
    return Config(**sections)


def _parse_section(name: str, section: str, shape: type, values: dict[str, Any]) -> Any:
    defaults = {item.name: getattr(shape(), item.name) for item in fields(shape)}
    _refuse_unknown(values, list(defaults), f"{name}: [{section}] has no key")
    read = {
        key: _parse_value(name, f"{section}.{key}", value, defaults[key]) for key, value in values.items()
    }
    try:
        return shape(**read)
    except ValueError as error:
        raise ConfigError(f"{name}: [{section}] {error}.") from error


def _parse_value(name: str, key: str, value: Any, default: Any) -> Any:
    """A value of the default's type: whole numbers pass as decimals, lists become tuples of text."""
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f'{name}: {key} must be a list of texts, such as ["Eskilstuna", "1980"].')
    wanted = type(default)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not wanted:
        kinds = {str: "a text in quotes", bool: "true or false", int: "a whole number", float: "a number"}
        raise ConfigError(f"{name}: {key} must be {kinds[wanted]}, not {value!r}.")
    return value


def _refuse_unknown(values: dict[str, Any], known: list[str], says: str) -> None:
    for key in values:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"Known here: {', '.join(known)}."
            raise ConfigError(f'{says} "{key}". {hint}')


def format_config(config: Config) -> str:
    """The commented file that `samverkan init` writes; reading it back gives an equal Config."""
    study, crawl, extract, inventory = config.study, config.crawl, config.extract, config.inventory
    publication = config.publication
    return f"""# The settings of this study. Unknown keys are errors; a line that begins with # is a comment.

[study]
name = {_toml(study.name)}
# Names or four-digit codes; an empty list means all municipalities.
municipalities = {_toml(study.municipalities)}
# Language of inventories: "sv" or "en".
language = {_toml(study.language)}

[crawl]
# Who crawls: an e-mail address or a web page, sent with every request so that a webmaster can reach you.
contact = {_toml(crawl.contact)}
# The least number of seconds between two requests to one municipality.
delay = {_toml(crawl.delay)}
# Budgets for one visit to one municipality.
max_requests = {_toml(crawl.max_requests)}
max_documents = {_toml(crawl.max_documents)}
max_document_mb = {_toml(crawl.max_document_mb)}
# Seconds to wait for an answer.
timeout = {_toml(crawl.timeout)}
# A site is crawled again when so many days have passed.
revisit_days = {_toml(crawl.revisit_days)}
# When requests are sent, in local time: "22:00-06:00", or "" for always.
hours = {_toml(crawl.hours)}
# With less than so many megabytes free on the disk the crawl waits.
min_free_mb = {_toml(crawl.min_free_mb)}
# How many processes crawl: 1 is enough for 50 municipalities; 2 to 4 for all of them.
processes = {_toml(crawl.processes)}
# Take documents also from a host whose certificate cannot be verified; the fetches say so.
tls_fallback = {_toml(crawl.tls_fallback)}
# Websites on one network address share a pace, whoever they belong to. Domains or addresses of providers that
# are built for many visitors, where each website keeps its own: ["example-portal.se"].
apart = {_toml(crawl.apart)}
# Keep everything that was asked and answered as WARC files in warc/, for web archives (takes much room).
warc = {_toml(crawl.warc)}
# Allow sites on this computer (127.0.0.1): for trying things out.
allow_loopback = {_toml(crawl.allow_loopback)}

[extract]
# How many documents are read at once; 0 = one for each processor.
workers = {_toml(extract.workers)}
# Limits for one document.
seconds = {_toml(extract.seconds)}
memory_mb = {_toml(extract.memory_mb)}

[inventory]
# Documents of these kinds are stored and classified, but not listed in the inventory.
exclude_kinds = {_toml(inventory.exclude_kinds)}

[publication]
# What files for citation and for a data repository say of the study; all of it may be left empty.
# Who made it, with an ORCID iD in brackets: ["Berg, Anna (0000-0002-1825-0097)"].
creators = {_toml(publication.creators)}
affiliation = {_toml(publication.affiliation)}
contact = {_toml(publication.contact)}
# An SPDX identifier such as "CC-BY-4.0", or an address.
licence = {_toml(publication.licence)}
funding = {_toml(publication.funding)}
keywords = {_toml(publication.keywords)}
# Title and description in Swedish and in English.
title_sv = {_toml(publication.title_sv)}
title_en = {_toml(publication.title_en)}
description_sv = {_toml(publication.description_sv)}
description_en = {_toml(publication.description_en)}
"""


def _toml(value: object) -> str:
    """A value as TOML writes it; for texts, numbers, truth values and lists that is JSON's way too."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
