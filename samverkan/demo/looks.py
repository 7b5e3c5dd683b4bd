"""How the demo's documents look: one `Look` a document, a few choices apart from each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samverkan.demo.manuscripts import Block

SANS, CLEAN = "Source Sans Pro", "Roboto"
SERIF, PRINT = "Libertinus Serif", "New Computer Modern"


@dataclass(frozen=True, slots=True)
class Look:
    """The typography of one document; `margin` in mm, `size` and `title_size` in points.

    `opening` is "cover" (a page of its own), "band" (a coloured block), "plain" (a letterhead),
    "protocol" (the ruled head of minutes) or "bare" (the title alone); `facts` "table" or "lines";
    `table` "grid", "zebra" or "lines". `kicker` is the line above the title, the kind of document if
    empty. `tagged` writes the structure tree.
    """

    body_font: str
    heading_font: str
    size: float = 10.5
    title_size: float = 22
    margin: float = 25
    leading: float = 0.68
    spacing: float = 1.15
    columns: int = 1
    justify: bool = False
    hyphenate: bool = True
    opening: str = "plain"
    facts: str = "table"
    table: str = "lines"
    contents: bool = False
    header_on_first: bool = False
    number_in_header: bool = False
    note_style: str = "normal"
    kicker: str = ""
    tagged: bool = True


_ALMKOPING = Look(SERIF, SANS, size=11)
_STORVALLA = Look(CLEAN, CLEAN, size=10, table="zebra", title_size=23)
_BJORKDALA = Look(PRINT, SANS, size=10.5, facts="lines", note_style="italic")
_FJALLNORA = Look(SANS, SANS, size=11, table="grid", header_on_first=True)

_NOTICE = Look(SANS, SANS, opening="band", facts="lines")
_MINUTES = Look(SERIF, SANS, opening="protocol", title_size=15, header_on_first=True)
_FORM = Look(SANS, SANS, size=9.5, title_size=18, facts="lines")

LOOKS: dict[str, Look] = {
    "almkoping-naringslivsprogram": replace(
        _ALMKOPING, opening="cover", contents=True, justify=True, table="zebra", kicker="Program"
    ),
    "almkoping-mal-och-budget": replace(
        _ALMKOPING,
        body_font=SANS,
        size=9.5,
        opening="band",
        columns=2,
        facts="lines",
        margin=20,
        title_size=24,
    ),
    "almkoping-samverkan-med-hogskolan": replace(
        _ALMKOPING, facts="lines", title_size=17, table="grid", number_in_header=True, header_on_first=True
    ),
    "storvalla-kulturplan": replace(
        _STORVALLA, opening="cover", contents=True, kicker="Kulturplan", margin=28
    ),
    "storvalla-overenskommelse-med-civilsamhallet": replace(
        _STORVALLA, opening="band", columns=2, size=9.3, margin=20, facts="lines", kicker="Överenskommelse"
    ),
    "storvalla-riktlinje-iop": replace(
        _STORVALLA, justify=True, number_in_header=True, kicker="Styrdokument · Riktlinje", table="grid"
    ),
    "bjorkdala-arsredovisning": replace(
        _BJORKDALA, opening="cover", columns=2, size=9.5, margin=20, justify=True
    ),
    "bjorkdala-policy-for-mellankommunal-samverkan": replace(_BJORKDALA, kicker="Policy"),
    "fjallnora-strategi-for-digital-infrastruktur-och-bredband": replace(
        _FJALLNORA, opening="band", justify=True, kicker="Strategi", body_font=SERIF
    ),
    "fjallnora-fokusgrupp-samverkan": Look(
        SERIF,
        SERIF,
        size=11.5,
        leading=0.95,
        spacing=1.4,
        margin=32,
        facts="lines",
        title_size=16,
        opening="bare",
    ),
    "notice": _NOTICE,
    "leaflet": replace(_NOTICE, body_font=CLEAN, heading_font=CLEAN, columns=2, title_size=28, tagged=False),
    "menu": replace(_NOTICE, size=10, table="zebra", title_size=26),
    "minutes": _MINUTES,
    "minutes-untagged": replace(_MINUTES, body_font=PRINT, tagged=False),
    "summons": replace(_MINUTES, table="grid"),
    "form": _FORM,
    "tariff": Look(PRINT, PRINT, table="grid", facts="lines", title_size=18, number_in_header=True),
    "plan": Look(SERIF, SANS, justify=True, columns=2, size=9.8, opening="band", facts="table"),
    "letter": Look(SANS, SANS, columns=2, opening="band", facts="lines", title_size=26, tagged=False),
}
"""By manuscript id for the study's documents, by kind for the demo's own."""

ADDED_BLOCKS: dict[str, tuple[Block, ...]] = {
    # The agreement's own text sends the reader to the last page for the signatures.
    "almkoping-samverkan-med-hogskolan": (
        Block("h2", "Underskrifter"),
        Block("signature", "Almköpings kommun, kommunstyrelsens ordförande"),
        Block("signature", "Ekshults kommun, kommunstyrelsens ordförande"),
        Block("signature", "Högskolan i Almköping, rektor"),
    ),
}
