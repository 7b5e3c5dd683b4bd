"""Set the demo's documents as PDFs: ``python -m samverkan.demo.typeset [folder of coded documents]``.

For developers: the PDFs are committed. It needs the packages typst, font-roboto and
font-source-sans-pro of the extra ``dev``. No font of the system is used and every date is the
document's own, so that the same versions give the same bytes.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import Any

import models
from samverkan.demo.locked import make_locked_pdf
from samverkan.demo.looks import ADDED_BLOCKS, LOOKS
from samverkan.demo.manuscripts import Block, Manuscript, parse_manuscript, read_coded_document
from samverkan.demo.places import PLACES, get_place

HERE = Path(__file__).parent
CODED_DOCUMENTS = Path(models.__file__).parent / "starter" / "documents"
MANUSCRIPTS = HERE / "manuscripts"
DOCUMENTS = HERE / "documents"

LOCKED = "fjallnora-handlingsplan-hoga-floden-2016"
LOCKED_PASSWORD = "fjallrav"  # noqa: S105 - to be known by tests, and by nobody in the demo
_LOCKED_LINES = ("Handlingsplan för höga flöden 2016", "Fjällnora kommun", "Endast för tjänstebruk.")

_FONT_PACKAGES = {"font_source_sans_pro": "SourceSansPro", "font_roboto": "Roboto"}
_WEIGHTS = ("Regular", "It", "Italic", "Medium", "Semibold", "Bold", "BoldIt", "BoldItalic")

# A table opens with a head row when its first cell is one of these; the other tables have none.
_HEAD_CELLS = frozenset(
    {"Indikator", "Post (tkr)", "Aktivitet", "Mål", "Bransch", "Funktion", "Nr", "Dag", "Avgift", "Tid"}
)


class TypesetError(RuntimeError):
    """The documents cannot be set here: the message says what to install or pass."""


def read_manuscripts(coded: Path) -> tuple[Manuscript, ...]:
    """Read every manuscript of the demo: the coded documents in `coded`, then the demo's own."""
    slugs = [place.slug for place in PLACES]
    paths = [path for slug in slugs for path in sorted(coded.glob(f"{slug}-*.jsonl"))]
    if not paths:
        raise TypesetError(f"no documents of the demo in {coded}: pass the folder that holds them")
    own = sorted(MANUSCRIPTS.glob("*.txt"))
    return (
        *(_read_coded(path) for path in paths),
        *(parse_manuscript(path.read_text(encoding="utf-8"), path.stem) for path in own),
    )


def _read_coded(path: Path) -> Manuscript:
    facts, blocks = read_coded_document(path)
    look = facts["doc"]
    slug = next(place.slug for place in PLACES if place.record.name == facts["municipality"])
    stated = (_tabulate if LOOKS[look].facts == "table" else _recite)(facts)
    # The transcript states no adoption: it was made on the day that its reference ends with.
    date = facts["adopted"] or facts["reference"][-10:]
    blocks += ADDED_BLOCKS.get(look, ())
    return Manuscript(facts["doc"], slug, facts["title"], facts["kind"], date, look, stated, blocks)


def _tabulate(facts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts as rows of label and value, as many municipalities open their documents."""
    table = (
        ("Dokumenttyp", facts["kind"].capitalize()),
        ("Antagen av", f"{facts['adopted_by']} {facts['adopted']}, {facts['paragraph']}"),
        ("Diarienummer", facts["reference"]),
        ("Giltighetstid", facts["valid"]),
        ("Dokumentansvarig", facts["responsible"]),
    )
    return tuple((label, value) for label, value in table if value)


def _recite(facts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts as lines of running text."""
    if not facts["adopted"]:
        return ((facts["reference"], ""),)
    valid = facts["valid"]
    return (
        (f"Antagen av {facts['adopted_by'].lower()} {facts['adopted']}, {facts['paragraph']}", ""),
        (f"Dnr {facts['reference']}", ""),
        (f"Gäller {valid.lower() if valid[0].isalpha() else valid}", ""),
        ("Dokumentansvarig", facts["responsible"]),
    )


def group_blocks(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Yield the blocks as the template takes them: runs of items and rows become lists and tables."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        texts = [block.text for block in run]
        if kind == "li":
            yield {"type": "list", "items": texts}
        elif kind == "row":
            cells = [split_cells(text) for text in texts]
            yield {
                "type": "rows",
                "rows": cells,
                "header": cells[0][0] in _HEAD_CELLS,
                "widths": [_weigh_column(column) for column in zip(*cells, strict=True)],
            }
        else:
            yield from ({"type": kind, "text": text} for text in texts)


def split_cells(row: str) -> list[str]:
    """The cells of a row; a bar at the very end opens an empty one, as no line ends with a blank."""
    return [cell.strip() for cell in f"{row} ".split(" | ")]


def _weigh_column(cells: Sequence[str]) -> int:
    """A column's share of the width: its longest cell's letters, 34 at most, yet never less than a word's.

    Five more stand for the cell's margins.
    """
    longest = max(len(cell) for cell in cells)
    word = max(len(word) for cell in cells for word in cell.split() or [""])
    return max(word, min(longest, 34)) + 5


def describe_document(manuscript: Manuscript) -> dict[str, Any]:
    """The JSON that the template reads."""
    look = LOOKS[manuscript.look]
    place = get_place(manuscript.municipality)
    return {
        "title": manuscript.title,
        "sender": place.sender,
        "running": shorten(manuscript.title, 80, placeholder=" …"),
        "footer": place.sender,
        "kicker": look.kicker or manuscript.kind.capitalize(),
        "opening": look.opening,
        "contents": look.contents,
        "date": [int(part) for part in manuscript.date.split("-")],
        "facts": [list(fact) for fact in manuscript.facts],
        "blocks": list(group_blocks(manuscript.blocks)),
        "look": {**asdict(look), "accent": place.accent, "arms": place.arms},
    }


def typeset(manuscripts: Sequence[Manuscript]) -> Iterator[tuple[str, bytes]]:
    """Yield the id and the PDF of each manuscript. Raises TypesetError if a package is missing."""
    typst = _load_typst()
    with tempfile.TemporaryDirectory() as folder:
        for path in _find_fonts():
            shutil.copy(path, folder)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
        compiler = typst.Compiler(str(HERE / "templates" / "document.typ"), root=str(HERE), font_paths=fonts)
        for manuscript in manuscripts:
            pdf = compiler.compile(
                format="pdf",
                sys_inputs={"document": json.dumps(describe_document(manuscript), ensure_ascii=False)},
                timestamp=datetime.fromisoformat(manuscript.date).replace(tzinfo=UTC),
                pdf_tags=LOOKS[manuscript.look].tagged,
            )
            yield manuscript.id, pdf


def _load_typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise TypesetError('typst is missing: pip install -e ".[dev]"') from error
    return typst


def _find_fonts() -> list[Path]:
    """The font files used, one format only: two files of one style would make the choice depend on order."""
    files: list[Path] = []
    for package, family in _FONT_PACKAGES.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise TypesetError(f'{package.replace("_", "-")} is missing: pip install -e ".[dev]"')
        folder = Path(spec.origin).parent / "files"
        files += [path for weight in _WEIGHTS if (path := folder / f"{family}-{weight}.ttf").exists()]
    return files


def iter_documents(coded: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of every PDF of the demo: the set ones and the locked one."""
    yield from typeset(read_manuscripts(coded))
    yield LOCKED, make_locked_pdf(_LOCKED_LINES, LOCKED_PASSWORD)


def main(arguments: Sequence[str]) -> int:
    """Write all PDFs into the demo's folder of documents and say how large they are."""
    coded = Path(arguments[0]) if arguments else CODED_DOCUMENTS
    total = 0
    for name, pdf in iter_documents(coded):
        (DOCUMENTS / f"{name}.pdf").write_bytes(pdf)
        total += len(pdf)
        print(f"{len(pdf) / 1000:7.1f} kB  {name}.pdf")  # noqa: T201 - a script's own report
    print(f"{total / 1000:7.1f} kB  in all")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
