"""The loss report as files: a page to read, a table to filter, and JSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path

import jinja2

from corpus.errors import CorpusError
from corpus.export.delimited import guard
from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.importing.loss import Fate, Item, LossReport, What, count_fates

_OF_ITEM = tuple(one.name for one in fields(Item))
_FIELDS = ("what", "fate", "reason", "name", "source", "place", "user", "quote")


def export_loss(report: LossReport, texts: Texts, path: Path, *, dry: bool) -> None:
    """Write the report in the form that the file's ending names. Raises CorpusError for another ending."""
    writers: dict[str, Callable[[Path], None]] = {
        ".html": partial(_write_html, report, texts, dry),
        ".csv": partial(_write_csv, report, texts),
        ".json": partial(_write_json, report),
    }
    if path.suffix.lower() not in writers:
        raise CorpusError(f"{path.name}: the report is written as .html, .csv or .json; name it so.")
    with replacing(path) as temporary:
        writers[path.suffix.lower()](temporary)


def _write_html(report: LossReport, texts: Texts, dry: bool, path: Path) -> None:  # noqa: FBT001 - curried
    loader = jinja2.FileSystemLoader(Path(__file__).with_name("templates"))
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    page = environment.get_template("loss.html").render(
        report=report,
        texts=texts,
        dry=dry,
        lead=describe_codings(report, texts),
        counts=[
            (
                texts[f"loss.what.{what}"],
                texts[f"loss.fate.{reason.fate}"],
                texts[f"loss.reason.{reason}"],
                texts.number(number),
            )
            for (what, reason), number in report.count().items()
        ],
        head=_head(texts),
        lost=[_row(item, texts) for item in report.lost()],
    )
    path.write_text(page, "utf-8")


def describe_codings(report: LossReport, texts: Texts) -> str:
    """How many codings were taken, known and lost, in a sentence."""
    fates = count_fates(report.items, What.CODING)
    numbers = {fate.value: texts.number(number) for fate, number in fates.items()}
    return texts.fill("loss.lead", all=sum(fates.values()), **numbers)


def _write_csv(report: LossReport, texts: Texts, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if texts.language == "sv" else ",")
        writer.writerow(_head(texts))
        for item in report.items:
            writer.writerow([guard(cell) for cell in _row(item, texts)])


def _write_json(report: LossReport, path: Path) -> None:
    counts = [
        {"what": what, "fate": reason.fate, "reason": reason, "count": number}
        for (what, reason), number in report.count().items()
    ]
    codings = {fate: count_fates(report.items, What.CODING)[fate] for fate in Fate}
    items = [{**_values(item), "fate": item.reason.fate} for item in report.items]
    told = {
        "file": report.file,
        "origin": report.origin,
        "codings": codings,
        "counts": counts,
        "items": items,
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _values(item: Item) -> dict[str, str]:
    """The fields of an item by name; `asdict` copies each value and takes five times as long."""
    return {name: getattr(item, name) for name in _OF_ITEM}


def _head(texts: Texts) -> list[str]:
    return [texts["quote" if name == "quote" else f"loss.{name}"] for name in _FIELDS]


def _row(item: Item, texts: Texts) -> list[str]:
    fates = (f"loss.what.{item.what}", f"loss.fate.{item.reason.fate}", f"loss.reason.{item.reason}")
    return [*(texts[key] for key in fates), item.name, item.source, item.place, item.user, item.quote]
