"""Words that readers see, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "est.caption": ("{dimension}: andel av alla stycken", "{dimension}: share of all passages"),
    "est.sheet": ("Skattningar", "Estimates"),
    "est.code": ("Kod", "Code"),
    "est.machine": ("Maskinens andel", "Machine's share"),
    "est.corrected": ("Rättad andel (95 % intervall)", "Corrected share (95% interval)"),
    "est.audited": ("Granskade stycken", "Passages audited"),
    "est.positives": ("Varav med koden", "Of these with the code"),
    "est.municipalities": ("Kommuner", "Municipalities"),
    "est.uncorrected": ("inte rättad: kör samverkan audit", "not corrected: run samverkan audit"),
    "est.between": ("mellan {low} och {high}", "between {low} and {high}"),
    "est.at_least": ("minst {number} av {whole}", "at least {number} of {whole}"),
    "est.unverified": ("ingen bekräftad", "none confirmed"),
    "est.note_machine": (
        "Inget stickprov är granskat. Maskinens andel är dess egen räkning, och hur fel den är vet ingen.",
        "No sample has been audited. The machine's share is its own count, and nobody knows how wrong it is.",
    ),
    "est.note_corrected": (
        "Rättad med ett slumpmässigt stickprov ur {population} stycken som personer läst utan att se maskinens svar. "
        "Där färre än tio granskade stycken har koden ges gränser i stället för ett tal. Stycken som läsare är "
        "oense eller osäkra om räknas som inte dragna.",
        "Corrected by a random sample of {population} passages that people read without seeing the machine's answer. "
        "Where fewer than ten audited passages hold the code, limits stand instead of a number. Passages that "
        "readers differ on or are unsure of count as not drawn.",
    ),
    "est.note_municipalities": (
        "Kommuner är de där en person bekräftat koden i minst ett stycke, av dem vars dokument kunnat läsas.",
        "Municipalities are those where a person confirmed the code in at least one passage, of those with readable documents.",
    ),
}
