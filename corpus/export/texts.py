"""What readers of an inventory see, in Swedish and English: the only place with such words.

Words of the codebook (labels of codes and dimensions) come from the codebook itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from corpus.export import (
    texts_chapters,
    texts_estimates,
    texts_exports,
    texts_figures,
    texts_inventory,
    texts_nouns,
    texts_refi,
    texts_report,
)

_TEXTS: dict[str, tuple[str, str]] = {
    # the report's frame
    "title": ("Inventering av samverkansstrategier", "Inventory of collaboration strategies"),
    "lead": (
        "Vad {said} av {municipalities:municipalities} skriver om att samverka med andra: {rows:passages} i {documents:read_documents}.",
        "Collaborating with others, in the words of {said} of {municipalities:municipalities}: {rows:passages} in {documents:read_documents}.",
    ),
    "machine_warning": (
        "Siffrorna är maskinens räkning av det den själv har kodat, inte rättade för dess fel. "
        "{reviewed} av {rows:passages} har granskats av en person. Läs dem som en ingång till citaten, "
        "inte som skattningar.",
        "The figures are the machine's count of what it coded itself, not corrected for its errors. "
        "Reviewed by a person: {reviewed} of {rows:passages}. Read them as a way in to the quotes, "
        "not as estimates.",
    ),
    "contents": ("Innehåll", "Contents"),
    "coverage": ("Täckning", "Coverage"),
    "coverage_lead": (
        "Först vad som finns att läsa: vilka kommuner som har dokument här, och vilka som saknas och varför.",
        "First what there is to read: which municipalities have documents here, and which are missing and why.",
    ),
    "matrix": ("Med vem och varför", "With whom and why"),
    "matrix_lead": (
        "Antal ställen per partner och syfte, strategier och beskrivningar ihop. Ett ställe kan stå i flera "
        "rutor. En tom ruta säger något bara om de kommuner som täckningen visar som lästa. Klicka på ett tal för att läsa ställena.",
        "Passages by partner and purpose, strategies and descriptions together. A passage may stand in several "
        "cells. An empty cell tells something only of the municipalities that the coverage shows as read. Click a number to read the passages.",
    ),
    "cells": ("Ställen per ruta", "Passages by cell"),
    "dimensions": ("Kod för kod", "Code by code"),
    "dimensions_lead": (
        "Antal ställen med varje kod, strategier och beskrivningar var för sig, och i hur många kommuner.",
        "Passages with each code, strategies and descriptions apart, and in how many municipalities.",
    ),
    "places": ("Kommunerna och deras ställen", "The municipalities and their passages"),
    "places_lead": (
        "Varje ställe med dokument, sida, adress och kontrollsumma.",
        "Every passage with document, page, address and checksum.",
    ),
    "documents": ("Dokument", "Documents"),
    "codebook": ("Kodbok", "Codebook"),
    "method": ("Så är inventeringen gjord", "How this inventory was made"),
    "back": ("till matrisen", "to the matrix"),
    "to_top": ("till början", "to the top"),
    "no_purpose": ("Inget syfte angivet", "No purpose stated"),
    "no_rows": (
        "Inga ställen om extern samverkan. Se täckningen: den säger om det beror på att inga dokument finns.",
        "No passages about external collaboration. See the coverage: it tells whether documents are missing.",
    ),
    "none_here": ("inga", "none"),
    "page": ("s.", "p."),
    "added_by_hand": ("lades till för hand", "added by hand"),
    "probability": ("sannolikhet", "probability"),
    # statement and status
    "statement": ("Uttalande", "Statement"),
    "strategy": ("Strategi", "Strategy"),
    "description": ("Beskrivning", "Description"),
    "strategies": ("Strategier", "Strategies"),
    "descriptions": ("Beskrivningar", "Descriptions"),
    "status.machine": ("maskinkodad", "coded by machine"),
    "status.reviewed": ("granskad", "reviewed"),
    "status.disputed": ("omtvistad", "disputed"),
    "status.adjudicated": ("avgjord", "adjudicated"),
    # coverage
    "state": ("Läge", "State"),
    "state.not_visited": ("ej genomsökt", "not crawled"),
    "state.unreachable": ("webbplatsen svarar inte", "site does not answer"),
    "state.refused": ("webbplatsen tillåter inte (robots.txt)", "site does not allow it (robots.txt)"),
    "state.no_documents": ("inga dokument hittade", "no documents found"),
    "state.excluded": ("bara utelämnade dokumenttyper", "only document kinds that are left out"),
    "state.unreadable": ("inget dokument gick att läsa", "no document could be read"),
    "state.not_classified": ("ännu ej klassad", "not classified yet"),
    "state.nothing_said": ("ingen samverkan i dokumenten", "no collaboration in the documents"),
    "state.said": ("samverkan hittad", "collaboration found"),
    "visit.complete": ("hela webbplatsen", "whole site"),
    "visit.budget": ("gränsen nåddes", "budget reached"),
    "visit.unreachable": ("svarade inte", "no answer"),
    "visit.robots": ("nekad", "refused"),
    "visit.interrupted": ("avbruten", "interrupted"),
    "visit.none": ("–", "–"),
    "visited": ("Genomsökning", "Crawl"),
    "unreadable": ("Oläsliga", "Unreadable"),
    "excluded": ("Utelämnade", "Left out"),
    "passages": ("Ställen lästa", "Passages read"),
    # columns of the table
    "code": ("Kommunkod", "Municipality code"),
    "municipalities": ("Kommuner", "Municipalities"),
    "municipality": ("Kommun", "Municipality"),
    "county": ("Län", "County"),
    "group": ("Kommungrupp", "Municipality group"),
    "population": ("Invånare", "Population"),
    "document": ("Dokument", "Document"),
    "kind": ("Dokumenttyp", "Document kind"),
    "adopted": ("Antaget", "Adopted"),
    "adopted_by": ("Antaget av", "Adopted by"),
    "paragraph": ("Paragraf", "Paragraph"),
    "reference": ("Diarienummer", "Registry number"),
    "valid_from": ("Gäller från", "Valid from"),
    "valid_to": ("Gäller till", "Valid to"),
    "responsible": ("Ansvarig", "Responsible"),
    "published": ("Publicerad", "Published"),
    "updated": ("Uppdaterad", "Updated"),
    "partners": ("Namngivna parter", "Named partners"),
    "quote": ("Citat", "Quote"),
    "headings": ("Rubriker", "Headings"),
    "table_heads": ("Tabellens rubriker", "Heads of the table"),
    "speaker": ("Talare", "Speaker"),
    "first_page": ("Sida", "Page"),
    "last_page": ("Till sida", "To page"),
    "url": ("Adress", "Address"),
    "referrer": ("Hittad på sidan", "Found on page"),
    "retrieved": ("Hämtad", "Retrieved"),
    "status": ("Status", "Status"),
    "reviewers": ("Granskare", "Reviewers"),
    "coder": ("Modell", "Model"),
    "codebook_version": ("Kodbokens kontrollsumma", "Codebook checksum"),
    "sha256": ("SHA-256", "SHA-256"),
    "passage_id": ("Ställets id", "Passage id"),
    "pages": ("Sidor", "Pages"),
    "likeness": ("Likhet", "Likeness"),
    "likeness.copy": ("kopia av", "copy of"),
    "likeness.part": ("del av", "part of"),
    "likeness.revision": ("ny version av", "new version of"),
    "likeness.draft": ("utkast till", "draft of"),
    "reading": ("Läsning", "Reading"),
    "reading.none": ("ej läst", "not read"),
    "reading.ok": ("läst", "read"),
    "found_here": ("Ställen om samverkan", "Passages on collaboration"),
    "excluded_kind": ("utelämnad dokumenttyp", "kind left out"),
    # failures of reading
    "failure.not_a_pdf": ("inte en PDF", "not a PDF"),
    "failure.broken": ("trasig fil", "broken file"),
    "failure.password": ("lösenordsskyddad", "needs a password"),
    "failure.empty": ("tom", "empty"),
    "failure.no_text": ("bara bilder, behöver textigenkänning", "pictures only, needs OCR"),
    "failure.time": ("tog för lång tid", "took too long"),
    "failure.memory": ("krävde för mycket minne", "needed too much memory"),
    "failure.crash": ("läsaren kraschade", "the reader crashed"),
    "failure.missing": ("den sparade filen saknas", "the stored file is missing"),
    # codebook sheet
    "dimension": ("Dimension", "Dimension"),
    "code_id": ("Kod", "Code"),
    "label": ("Benämning", "Label"),
    "definition": ("Definition", "Definition"),
    "include": ("Räknas in", "Include"),
    "exclude": ("Räknas inte in", "Exclude"),
    "assigned_by": ("Sätts av", "Assigned by"),
    "assigned_by.both": ("modell och människor", "model and people"),
    "assigned_by.people": ("bara människor", "people only"),
    "silent": (
        "Sätts aldrig av modellen själv, för den har för få exempel; nollan är inget fynd:",
        "Never assigned by the model itself, which has too few examples; the zero is no finding:",
    ),
    "count": ("Antal ställen", "Passages"),
    # sheets
    "sheet.rows": ("Inventering", "Inventory"),
    "sheet.matrix": ("Partner × syfte", "Partner × purpose"),
    "sheet.coverage": ("Täckning", "Coverage"),
    "sheet.documents": ("Dokument", "Documents"),
    "sheet.codebook": ("Kodbok", "Codebook"),
    "sheet.about": ("Om", "About"),
    # about
    "about.study": ("Studie", "Study"),
    "about.made": ("Gjord", "Made"),
    "about.program": ("Program", "Program"),
    "about.coder": ("Modell", "Model"),
    "about.codebook": ("Kodbok (SHA-256)", "Codebook (SHA-256)"),
    "about.config": ("Inställningar (SHA-256)", "Configuration (SHA-256)"),
    "about.content": ("Innehåll (SHA-256)", "Content (SHA-256)"),
    "about.rows": ("Ställen", "Passages"),
    "about.reviewed": ("Granskade av en person", "Reviewed by a person"),
    "method_text": (
        "Dokumenten hämtades från kommunernas webbplatser eller lades till för hand, lästes till stycken med "
        "sida och plats, och varje stycke klassades av en modell som först avgör om stycket handlar om "
        "samverkan med någon utanför kommunen och sedan ger koder enligt kodboken. Bara koder vars "
        "sannolikhet når kodens tröskel räknas. En persons beslut går före modellens.",
        "The documents were fetched from the municipalities' websites or added by hand, read into passages "
        "with page and place, and each passage was classified by a model that first decides whether it is "
        "about collaboration with someone outside the municipality and then assigns codes of the codebook. "
        "Only codes whose probability reaches the code's threshold count. A person's decision outweighs "
        "the model's.",
    ),
    # facts of the model card
    "card.documents": ("Dokument den lärt av", "Documents it learned from"),
    "card.passages_in_documents": ("Stycken i dem", "Passages in them"),
    "card.single_passages": ("Enstaka stycken därutöver", "Single passages beside them"),
    "card.codebook_version": ("Kodbokens version", "Version of the codebook"),
    "card.material_hash": ("Materialet (SHA-256)", "Material (SHA-256)"),
    "card.external_f1": ("Extern samverkan, F1 på osett", "External collaboration, F1 on unseen"),
    "card.external_average_precision": (
        "Extern samverkan, medelprecision på osett",
        "External collaboration, average precision on unseen",
    ),
    "card.external_calibration_error": (
        "Sannolikheternas fel (ECE) på osett",
        "Error of the probabilities (ECE) on unseen",
    ),
    "verify": (
        "Kör samverkan verify i studiens mapp: den räknar om alla kontrollsummor och visar samma innehållssumma.",
        "Run samverkan verify in the study's folder: it recomputes every checksum and shows the same content hash.",
    ),
}

_PARTS = (
    _TEXTS,
    texts_report.TEXTS,
    texts_figures.TEXTS,
    texts_chapters.TEXTS,
    texts_estimates.TEXTS,
    texts_exports.TEXTS,
    texts_inventory.TEXTS,
    texts_nouns.TEXTS,
    texts_refi.TEXTS,
)
CATALOGUE = {key: words for part in _PARTS for key, words in part.items()}
"""Every text by its key; a test holds that no key stands in two parts."""

_PLACES = {"sv": 0, "en": 1}


@dataclass(frozen=True, slots=True)
class Texts:
    """The words in one language ("sv" or "en"). Raises KeyError for a word that is in no catalogue."""

    language: str

    def __getitem__(self, key: str) -> str:
        return CATALOGUE[key][_PLACES[self.language]]

    def fill(self, key: str, **values: object) -> str:
        """The text with its {places} filled; ``{rows:passages}`` takes a whole number and says its noun too."""
        return _Filler(self).vformat(self[key], (), values)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun, "1 ställe" or "12 ställen", that no line breaks apart. Raises KeyError."""
        one, _, many = self[f"noun.{noun}"].partition("|")
        return f"{self.number(number)}\N{NO-BREAK SPACE}{one if number == 1 else many}"

    def number(self, value: int) -> str:
        """A whole number with the language's thousands mark."""
        return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}" if self.language == "sv" else ",")

    def share(self, value: float) -> str:
        """A share in 0..1 as whole per cent, and never 0 or 100 where it is not exactly that: "<1 %"."""
        whole = round(100 * value)
        text = "<1" if whole == 0 and value > 0 else ">99" if whole == 100 and value < 1 else str(whole)
        return f"{text}\N{NO-BREAK SPACE}%" if self.language == "sv" else f"{text}%"

    def probability(self, value: float) -> str:
        """A probability with two decimals in the language's form."""
        text = f"{value:.2f}"
        return text.replace(".", ",") if self.language == "sv" else text


class _Filler(Formatter):
    """Fills the places of a text; what stands after a colon is a noun."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def format_field(self, value: object, format_spec: str) -> str:
        if not format_spec:
            return str(value)
        if not isinstance(value, int):
            raise TypeError(f"{value!r} is no whole number: {format_spec} cannot be counted.")
        return self._texts.count(value, format_spec)
