"""Words that readers see, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "figure.described": (
        "{rows} ställen ({strategies} strategier, {descriptions} beskrivningar) i {documents} dokument från {municipalities} kommuner",
        "{rows} passages ({strategies} strategies, {descriptions} descriptions) in {documents} documents of {municipalities} municipalities",
    ),
    "figure.total": ("Alla", "All"),
    "figure.totals_note": (
        "Ett ställe kan stå i flera rutor men räknas en gång i varje summa.",
        "A passage may stand in several cells but counts once in each total.",
    ),
    "figure.gap": ("inga ställen: en lucka", "no passages: a gap"),
    "figure.unknown": (
        "inga ställen, men modellen sätter aldrig koden: inget fynd",
        "no passages, but the model never assigns the code: no finding",
    ),
    "figure.gap_map": ("Med vem och varför", "With whom and why"),
    "figure.gap_map_lead": (
        "{rows} ställen i {documents} dokument från {municipalities} kommuner, efter partner och syfte. Hela bubblans yta visar antalet ställen, den mörka delen strategierna.",
        "{rows} passages in {documents} documents of {municipalities} municipalities, by partner and purpose. The whole bubble's area shows the number of passages, its dark part the strategies.",
    ),
    "figure.difficulties": ("Svårigheter och hur de hanteras", "Difficulties and how they are handled"),
    "figure.difficulties_lead": (
        "{rows} ställen som nämner en svårighet eller ett sätt att hantera svårigheter.",
        "{rows} passages that name a difficulty or a way of handling difficulties.",
    ),
    "figure.no_difficulty": ("Ingen svårighet nämnd", "No difficulty stated"),
    "figure.no_handling": ("Ingen hantering nämnd", "No handling stated"),
    "figure.map": ("Kommunerna på kartan", "The municipalities on the map"),
    "figure.map_lead": (
        "Antal ställen om extern samverkan i varje kommuns gällande dokument. Grå ytor är inga nollor: där vet vi inget. Rutan visar Stockholms län förstorat.",
        "Passages on external collaboration in each municipality's current documents. Grey areas are no zeros: nothing is known there. The inset shows Stockholm County enlarged.",
    ),
    "figure.map_source": ("Kommungränser – källa: SCB.", "Boundaries – source: SCB (Statistics Sweden)."),
    "figure.map_class": ("{range} ställen", "{range} passages"),
    "figure.map.nothing": ("läst, inget sagt", "read, nothing said"),
    "figure.map.unreadable": ("ej läst eller klassad", "not read or classified"),
    "figure.map.not-found": ("inga dokument hittade", "no documents found"),
    "figure.map.not-visited": ("ej genomsökt", "not crawled"),
    "figure.outside": ("Utanför kartan:", "Outside the map:"),
}
