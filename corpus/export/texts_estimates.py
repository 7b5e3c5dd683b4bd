"""Words that readers see, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "est.caption": ("{dimension}: andel av alla stycken", "{dimension}: share of all passages"),
    "est.sheet": ("Skattningar", "Estimates"),
    "est.code": ("Kod", "Code"),
    "est.machine": ("Maskinens andel", "Machine's share"),
    "est.corrected": ("Rättad andel (95 % intervall)", "Corrected share (95% interval)"),
    "est.positives": ("Granskade stycken med koden", "Audited passages with the code"),
    "est.with_code": ("Varav med koden", "Of these with the code"),
    "est.municipalities": ("Kommuner", "Municipalities"),
    "est.documents": ("Dokument", "Documents"),
    "est.uncorrected": ("inte rättad: kör samverkan audit", "not corrected: run samverkan audit"),
    "est.between": ("mellan {low} och {high}", "between {low} and {high}"),
    "est.at_least": ("minst {number} av {whole} ({share})", "at least {number} of {whole} ({share})"),
    "est.least_estimated": ("{least}; skattat {share}", "{least}; estimated {share}"),
    "est.least_between": ("{least}; {share}", "{least}; {share}"),
    "est.everywhere": ("alla {whole}", "all {whole}"),
    "est.of_whole": ("{number} av {whole}", "{number} of {whole}"),
    "est.unverified": ("ingen bekräftad", "none confirmed"),
    "est.note_machine": (
        "Inget stickprov är granskat. Maskinens andel är dess egen räkning, och hur fel den är vet ingen.",
        "No sample has been audited. The machine's share is its own count, and nobody knows how wrong it is.",
    ),
    "est.note_corrected": (
        "Rättad med ett slumpmässigt stickprov ur {population} stycken, läst av personer som inte såg maskinens svar. "
        "Där färre än tio granskade stycken har koden ges gränser i stället för ett tal. Stycken som läsare är "
        "oense eller osäkra om räknas som inte dragna.",
        "Corrected by a random sample from {population} passages, read by people who did not see the machine's answer. "
        "Where fewer than ten audited passages hold the code, limits stand instead of a number. Passages that "
        "readers differ on or are unsure of count as not drawn.",
    ),
    "est.note_municipalities": (
        "Kommuner och dokument räknas där en person bekräftat koden i minst ett stycke, av alla vars text programmet "
        "har läst. Maskinens egen räkning av dem visas inte: med tillräckligt många stycken hittar den nästan allt överallt.",
        "Municipalities and documents count where a person confirmed the code in at least one passage, of all whose "
        "text the program has read. The machine's own count of them is not shown: given enough passages it finds almost "
        "everything everywhere.",
    ),
    "est.note_cells": (
        "Skattade andelar av kommuner eller dokument vilar på ett slumpmässigt urval av dem, där upp till {depth} stycken "
        "i varje har lästs, de troligaste först. En kod som bara står i andra stycken syns inte, så den sanna andelen kan vara högre.",
        "Estimated shares of municipalities or documents rest on a random sample of them, of which up to {depth} passages "
        "each were read, the likeliest first. A code that stands only in other passages is not seen, so the true share "
        "may be higher.",
    ),
    "est.note_unseen": (
        "Lästa utan fynd trots att maskinen ger ännu fler stycken än de lästa någon sannolikhet: {number}.",
        "Read without a find although the machine gives some probability to even more passages than were read: "
        "{number}.",
    ),
    "est.note_unread": (
        "{number:municipalities} utan läst dokument ingår inte i någon andel.",
        "{number:municipalities} without any document read: in none of the shares.",
    ),
    "est.lead_cells": (
        "Andelar av stycken är maskinens räkning, inte rättade: gör ett stickprov med samverkan audit. Andelar av "
        "kommuner och dokument vilar på det som personer har läst.",
        "Shares of passages are the machine's count, uncorrected: draw a sample with samverkan audit. Shares of "
        "municipalities and documents rest on what people have read.",
    ),
    # by county, group, kind and year; pairs; drawn cells
    "est.more": ("Fler andelar", "More shares"),
    "est.more_lead": (
        "Per kommungrupp, län, dokumenttyp och år, och för part och syfte tillsammans. Arbetsboken har alla andelar.",
        "By SKR group, county, kind of document and year, and of partner and purpose together. The workbook has "
        "every share.",
    ),
    "est.by_group": ("kommungrupp", "SKR group"),
    "est.by_county": ("län", "county"),
    "est.by_kind": ("dokumenttyp", "kind of document"),
    "est.by_year": ("år", "year"),
    "est.by_caption": (
        "{dimension} efter {by}: procent av alla stycken",
        "{dimension} by {by}: per cent of all passages",
    ),
    "est.machine_caption": (
        "{caption} (maskinens räkning, inte rättad)",
        "{caption} (machine counts, uncorrected)",
    ),
    "est.note_asterisk": (
        "* Maskinens egen räkning, inte rättad: inget granskat stycke hör hit.",
        "* The machine's own count, uncorrected: no audited passage belongs here.",
    ),
    "est.confirmed_caption": (
        "{dimension} efter kommungrupp: kommuner där en person bekräftat koden",
        "{dimension} by SKR group: municipalities where a person confirmed the code",
    ),
    "est.pairs_caption": (
        "Part och syfte tillsammans: procent av alla stycken",
        "Partner and purpose together: per cent of all passages",
    ),
    "est.pairs_confirmed": (
        "Part och syfte tillsammans: kommuner där en person bekräftat båda i samma stycke",
        "Partner and purpose together: municipalities where a person confirmed both in one passage",
    ),
    "est.note_confirmed": (
        "Minst så många av alla vars text programmet har läst: det personer har hunnit bekräfta, inte hur vanlig koden är.",
        "At least so many of all whose text the program has read: what people have come to confirm, not how "
        "common the code is.",
    ),
    "est.cells_caption": ("{code}: andel av alla {of}", "{code}: share of all {of}"),
    "est.of_passage": ("stycken", "passages"),
    "est.of_document": ("dokument", "documents"),
    "est.of_municipality": ("kommuner", "municipalities"),
    "est.part": ("Del", "Part"),
    "est.all": ("alla", "all"),
    "est.in_all": ("Alla", "All"),
    "est.in_group": ("Kommungrupp {part}", "SKR group {part}"),
    "est.in_county": ("Län: {part}", "County: {part}"),
    "est.in_kind": ("Dokumenttyp: {part}", "Kind: {part}"),
    "est.in_year": ("År {part}", "Year {part}"),
    "est.units": ("Antal", "Number"),
    "est.least": ("Minst", "At least"),
    "est.share": ("Andel (95 % intervall)", "Share (95% interval)"),
    "est.cells_read": ("Lästa av de dragna", "Read of those drawn"),
    "est.method_cells": (
        "Andelar av kommuner eller dokument är skattade för {codes}: de där en person bekräftat koden räknas som de "
        "är, av de andra har ett stratifierat slumpmässigt urval lästs, de troligaste styckena först, och "
        "intervallen är hypergeometriska med mid-P.",
        "Shares of municipalities or documents are estimated for {codes}: those in which a person confirmed the code "
        "count as they are, of the others a stratified random sample was read, the likeliest passages first, and the "
        "intervals are hypergeometric with mid-P.",
    ),
    # the sheet of all shares
    "est.sheet_all": ("Alla skattningar", "All estimates"),
    "est.unit": ("Andel av", "Share of"),
    "est.code_id": ("Kodens id", "Code id"),
    "est.other_id": ("Andra kodens id", "Id of the other code"),
    "est.other": ("Och samtidigt", "And also"),
    "est.variable": ("Uppdelat efter", "Divided by"),
    "est.basis": ("Vilar på", "Rests on"),
    "est.basis_machine": ("maskinens räkning, inte rättad", "the machine's count, uncorrected"),
    "est.basis_bounds": ("gränser: för få granskade", "limits: too few audited"),
    "est.basis_difference": ("rättad med ett slumpmässigt stickprov", "corrected by a random sample"),
    "est.basis_verified": (
        "bekräftade av personer, och ett stickprov av de andra",
        "confirmed by people, and a sample of the others",
    ),
    "est.point": ("Andel", "Share"),
    "est.low": ("Nedre gräns", "Low end"),
    "est.high": ("Övre gräns", "High end"),
    "est.confirmed": ("Bekräftade", "Confirmed"),
    "est.audited_units": ("Granskade", "Audited"),
}
