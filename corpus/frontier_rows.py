"""The records of the frontier to database rows and back."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, fields

from corpus.frontier_records import FrontierLink, LinkState, OriginRule, RuleKind, SiteState, Version
from corpus.records import FetchFailure, Sha256

Row = sqlite3.Row
Values = tuple[object, ...]

LINK_COLUMNS = tuple(field.name for field in fields(FrontierLink))
SITE_COLUMNS = tuple(field.name for field in fields(SiteState))[:-1]


def link_values(link: FrontierLink) -> Values:
    """In the column order of the table `link`."""
    return tuple([getattr(link, name) for name in LINK_COLUMNS])  # astuple copies deeply: five times as long


def link_record(row: Row) -> FrontierLink:
    """From a row of the table `link`."""
    values = dict(zip(LINK_COLUMNS, row, strict=True))
    values["state"] = LinkState(values["state"])
    return FrontierLink(**values)


def site_values(site: SiteState) -> Values:
    """In the column order of the table `site`, without what was learned."""
    return tuple([getattr(site, name) for name in SITE_COLUMNS])


def site_record(row: Row) -> SiteState:
    """From a row of the table `site`, with what was learned at its end."""
    return SiteState(*tuple(row))


def rule_values(rule: OriginRule) -> Values:
    """In the column order of the table `origin_rule`."""
    return astuple(rule)


def rule_record(row: Row) -> OriginRule:
    """From a row of the table `origin_rule`."""
    values = dict(zip(row.keys(), row, strict=True))
    values["kind"] = RuleKind(values["kind"])
    values["failure"] = None if values["failure"] is None else FetchFailure(values["failure"])
    return OriginRule(**values)


def version_values(version: Version) -> Values:
    """In the column order of the table `version`, without run."""
    made = (version.municipality, version.document, version.earlier, version.url)
    return (*made, version.how, version.at)


def version_record(row: Row) -> Version:
    """From a row of the table `version`."""
    return Version(
        municipality=row["municipality"],
        url=row["url"],
        document=Sha256(row["document"]),
        earlier=Sha256(row["earlier"]),
        how=row["how"],
        at=row["at"],
    )
