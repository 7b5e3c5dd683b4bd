"""Golden documents of merged cells: one goal over several measures, heads over several columns, cut rows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from tests.golden.pdf.excerpts import Expected

Span = tuple[str, int, int]
"""(text, rows covered, columns covered)."""


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """A plan with one table. `heads` are rows of merged heads, `rows` are rows of merged cells; `expected` is
    what a reader makes of each row, below `columns`.
    """

    title: str
    opening: str
    heads: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[Span, ...], ...]
    columns: tuple[str, ...]
    expected: tuple[tuple[str, ...], ...]
    closing: str

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.columns)

    def get_expected(self) -> list[Expected]:
        """The passages that it should give."""
        rows = [Expected(" | ".join(row), (self.title,), self.columns) for row in self.expected]
        return [Expected(self.opening, (self.title,)), *rows, Expected(self.closing, (self.title,))]


def _group(groups: Sequence[tuple[str, Sequence[tuple[str, ...]]]]) -> tuple[tuple[Span, ...], ...]:
    """Rows of which the first cell is merged over its group."""
    return tuple(
        (*(((first, len(rows), 1),) if number == 0 else ()), *((cell, 1, 1) for cell in row))
        for first, rows in groups
        for number, row in enumerate(rows)
    )


def _spread(groups: Sequence[tuple[str, Sequence[tuple[str, ...]]]]) -> tuple[tuple[str, ...], ...]:
    return tuple((first, *row) for first, rows in groups for row in rows)


_GOALS: Final = (
    (
        "Fler unga ska ha en meningsfull fritid",
        (
            (
                "Starta en öppen fritidsgård tillsammans med idrottsföreningarna",
                "Kultur- och fritidsnämnden",
                "2026",
            ),
            (
                "Samordna lovaktiviteter med biblioteket och kulturskolan",
                "Kultur- och fritidsnämnden",
                "2025",
            ),
            ("Erbjuda feriepraktik i samverkan med det lokala näringslivet", "Arbetsmarknadsenheten", "2026"),
        ),
    ),
    (
        "Ingen ska behöva leva i ofrivillig ensamhet",
        (
            ("Utveckla mötesplatser för äldre med pensionärsföreningarna", "Socialnämnden", "2027"),
            ("Ta fram en gemensam rutin för uppsökande arbete", "Socialnämnden och regionen", "2025"),
        ),
    ),
    (
        "Invånarna ska känna sig trygga",
        (("Genomföra trygghetsvandringar med polisen", "Kommunstyrelsen", "Årligen"),),
    ),
)
_AREAS: Final = (
    (
        "Vatten",
        (
            ("Andel sjöar med god status", "41 %", "60 %"),
            ("Andel enskilda avlopp som är godkända", "72 %", "90 %"),
        ),
    ),
    (
        "Energi",
        (
            ("Elanvändning i kommunens lokaler, kWh per kvadratmeter", "68", "55"),
            ("Installerad solel på kommunens tak, kW", "310", "900"),
            ("Fossilfria resor i tjänsten", "54 %", "100 %"),
        ),
    ),
)
GOALS: Final = MergedPlan(
    "Handlingsplan för social hållbarhet",
    "Planen visar vilka åtgärder som ska genomföras för att nå målen och vem som ansvarar för dem.",
    ((("Mål", 1, 1), ("Åtgärd", 1, 1), ("Ansvarig", 1, 1), ("Tid", 1, 1)),),
    _group(_GOALS),
    ("Mål", "Åtgärd", "Ansvarig", "Tid"),
    _spread(_GOALS),
    "Planen följs upp varje år i samband med årsredovisningen och revideras när fullmäktige så beslutar.",
)
AREAS: Final = MergedPlan(
    "Uppföljning av miljöprogrammet",
    "Tabellen redovisar programmets indikatorer med utfall för föregående år och mål för programperioden.",
    ((("Område", 2, 1), ("Indikator", 2, 1), ("Andel eller antal", 1, 2)), (("Utfall", 1, 1), ("Mål", 1, 1))),
    _group(_AREAS),
    ("Område", "Indikator", "Andel eller antal Utfall", "Andel eller antal Mål"),
    _spread(_AREAS),
    "Miljöstrategen sammanställer uppföljningen och redovisar den för samhällsbyggnadsnämnden i mars.",
)
_LONG: Final = (
    "Förvaltningen ska tillsammans med {a} ta fram en gemensam arbetsordning för {b}, pröva den under ett år "
    "och därefter redovisa erfarenheterna för nämnden. Arbetsordningen ska beskriva hur parterna informerar "
    "varandra, vem som fattar beslut och hur kostnaderna fördelas mellan dem"
)
_CUT: Final = tuple(
    (str(number), _LONG.format(a=a, b=b), who)
    for number, (a, b, who) in enumerate(
        (
            ("regionen och polisen", "tidiga insatser till barn och unga", "Socialnämnden"),
            ("byalagen längs kusten", "skötsel av bryggor och badplatser", "Tekniska nämnden"),
            ("grannkommunerna", "gemensam jour utanför kontorstid", "Kommunstyrelsen"),
            ("högskolan och vårdcentralerna", "praktikplatser inom omsorgen", "Omsorgsnämnden"),
            ("fastighetsägarna i centrum", "belysning och snöröjning av gångstråk", "Tekniska nämnden"),
            ("studieförbunden", "samhällsorientering på lätt svenska", "Kultur- och fritidsnämnden"),
            ("räddningstjänsten", "övningar med skolor och förskolor", "Barn- och utbildningsnämnden"),
        ),
        1,
    )
)
CUT: Final = MergedPlan(
    "Åtgärdslista för samverkan",
    "Åtgärderna är numrerade och följs upp av den nämnd som anges i den högra kolumnen.",
    ((("Nr", 1, 1), ("Åtgärd", 1, 1), ("Ansvarig", 1, 1)),),
    tuple(tuple((cell, 1, 1) for cell in row) for row in _CUT),
    ("Nr", "Åtgärd", "Ansvarig"),
    _CUT,
    "Listan uppdateras av kommunkansliet två gånger om året.",
)


def set_merged_typst(plan: MergedPlan, preamble: str, *, head: bool, tagged: bool) -> bytes:
    """The plan by typst. `head` tells whether its heads are marked, and so repeated on every page."""
    from tests.extract.typesetting import compile_typst

    heads = ", ".join(_quote_cells(plan.heads))
    cells = ", ".join(_quote_cells(plan.rows))
    first = f"table.header({heads})" if head else heads
    widths = ", ".join("auto" if name in ("Nr", "Tid") else "1fr" for name in plan.columns)
    return compile_typst(
        f'#set text(lang: "sv")\n{preamble}\n= {plan.title}\n{plan.opening}\n\n'
        f"#table(columns: ({widths}), {first}, {cells})\n\n{plan.closing}\n",
        tagged=tagged,
    )


def _quote_cells(rows: Sequence[Sequence[Span]]) -> Iterator[str]:
    for text, height, width in (cell for row in rows for cell in row):
        yield f"table.cell(rowspan: {height}, colspan: {width})[{text}]"


def write_merged_html(plan: MergedPlan) -> str:
    """The body of the plan as HTML."""

    def write(rows: Sequence[Sequence[Span]], name: str) -> str:
        return "".join(
            "<tr>"
            + "".join(
                f'<{name} rowspan="{height}" colspan="{width}">{escape(text)}</{name}>'
                for text, height, width in row
            )
            + "</tr>"
            for row in rows
        )

    return (
        f"<h1>{plan.title}</h1><p>{plan.opening}</p><table><thead>{write(plan.heads, 'th')}</thead>"
        f"<tbody>{write(plan.rows, 'td')}</tbody></table><p>{plan.closing}</p>"
    )


def write_merged_flat(plan: MergedPlan) -> str:
    """The body of the plan as flat OpenDocument text."""
    covered = "<table:covered-table-cell/>"
    reach = [0] * plan.width

    def write(row: Sequence[Span]) -> str:
        cells, column, own = [], 0, iter(row)
        while column < plan.width:
            if reach[column]:
                reach[column] -= 1
                cells.append(covered)
                column += 1
                continue
            text, height, width = next(own)
            reach[column : column + width] = [height - 1] * width
            cells.append(
                f'<table:table-cell table:style-name="Td" table:number-rows-spanned="{height}" '
                f'table:number-columns-spanned="{width}"><text:p text:style-name="Cell">'
                f"{escape(text)}</text:p>"
                f"</table:table-cell>{covered * (width - 1)}"
            )
            column += width
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    heads, rows = "".join(map(write, plan.heads)), "".join(map(write, plan.rows))
    return (
        f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{plan.title}</text:h>'
        f'<text:p text:style-name="Standard">{plan.opening}</text:p><table:table>'
        f'<table:table-column table:number-columns-repeated="{plan.width}"/>'
        f"<table:table-header-rows>{heads}</table:table-header-rows>{rows}</table:table>"
        f'<text:p text:style-name="Standard">{plan.closing}</text:p>'
    )


def draw_merged(plan: MergedPlan) -> bytes:
    """The plan by reportlab, in a grid with merged cells."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from tests.golden.pdf.drawn_pages import add_fonts

    add_fonts()
    text = ParagraphStyle("p", fontName="Serif-Regular", fontSize=10, leading=13, spaceAfter=8)
    title = ParagraphStyle("h1", parent=text, fontName="Serif-Bold", fontSize=18, leading=22)
    cells: list[list[object]] = []
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate((*plan.heads, *plan.rows)):
        cells.append([""] * plan.width)
        column = 0
        for content, height, width in row:
            while (number, column) in taken:
                column += 1
            cells[-1][column] = Paragraph(escape(content), text)
            taken |= {(number + y, column + x) for y in range(height) for x in range(width)}
            style.append(("SPAN", (column, number), (column + width - 1, number + height - 1)))
            column += width
    out = io.BytesIO()
    table = Table(cells, colWidths=[460 / plan.width] * plan.width, repeatRows=len(plan.heads), spaceAfter=10)
    table.setStyle(style)
    story = [
        Paragraph(plan.title, title),
        Paragraph(plan.opening, text),
        table,
        Paragraph(plan.closing, text),
    ]
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()
