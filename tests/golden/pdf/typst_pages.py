"""Golden documents set by typst: the layouts of tests/extract/typesetting.py and harder ones."""

from __future__ import annotations

from typing import Final

from tests.extract.typesetting import Layout

_COMMON: Final = """
#set text(lang: "sv")
#let p(body) = par(body)
#let note(body) = block(text(size: 0.85em, body))
#let facts = json(bytes(sys.inputs.facts))
#let rows(n, ..cells) = table(columns: n, stroke: STROKE, ..cells)
"""


def _make(name: str, preamble: str, *, stroke: str = "0.5pt", tagged: bool = False) -> Layout:
    return Layout(name, _COMMON.replace("STROKE", stroke) + preamble, tagged=tagged)


TYPST: Final = {
    layout.name: layout
    for layout in (
        _make(
            "tagged-one-column",
            '#set page(paper: "a4", margin: 2.6cm, header: [#facts.title #h(1fr) '
            '#facts.municipality], numbering: "1")\n'
            "#set text(size: 11pt)\n",
            tagged=True,
        ),
        _make(
            "tagged-two-columns",
            '#set page(paper: "a4", margin: 2cm, columns: 2, numbering: "1 (1)")\n#set text(size: 9.5pt)\n'
            "#set par(justify: true)\n",
            tagged=True,
        ),
        _make(
            "three-columns",
            '#set page(paper: "a4", flipped: true, margin: 1.6cm, columns: 3)\n#set text(size: 9pt, '
            "hyphenate: true)\n",
        ),
        _make(
            "open-table-wrapped-rows",
            '#set page(paper: "a4", margin: 2.4cm, footer: [#facts.reference #h(1fr) #context '
            "counter(page).display()])\n"
            '#set text(size: 10pt, font: "New Computer Modern")\n#set table(inset: (x: 6pt, y: 7pt))\n',
            stroke="none",
        ),
        _make(
            "letter-spaced-headings",
            '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 10.5pt)\n'
            "#show heading: it => block(above: 1.4em, below: 0.9em, text(tracking: 0.22em, "
            "upper(it.body)))\n",
        ),
        _make(
            "letter-spaced-light",
            '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 10pt, font: "New Computer Modern")\n'
            "#show heading: it => block(above: 1.4em, below: 0.9em, text(tracking: 0.12em, it.body))\n",
        ),
        _make(
            "letter-spaced-small",
            '#set page(paper: "a4", margin: 2.2cm)\n#set text(size: 11pt)\n'
            "#show heading: it => block(above: 1.4em, below: 0.9em, text(tracking: 0.15em, it.body))\n",
        ),
        _make(
            "table-over-pages",
            '#set page(paper: "a5", margin: 1.5cm, numbering: "1")\n#set text(size: 9.5pt)\n',
        ),
        _make(
            "row-lines-over-pages",
            '#set page(paper: "a5", margin: 1.6cm)\n#set text(size: 9pt)\n',
            stroke="(x: none, y: 0.4pt)",
        ),
        _make(
            "indented",
            '#set page(paper: "a4", margin: 3cm, numbering: "1")\n#set text(size: 10pt, font: "New '
            'Computer Modern")\n'
            "#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)\n",
        ),
        _make(
            "wide-margin",
            '#set page(paper: "a4", margin: (left: 5.5cm, right: 2cm, y: 2cm), header: '
            "align(right)[#facts.municipality])\n"
            "#set text(size: 10pt)\n",
        ),
        _make("quarto-wide", "#set page(width: 24cm, height: 17cm, margin: 2cm)\n#set text(size: 12pt)\n"),
    )
}
