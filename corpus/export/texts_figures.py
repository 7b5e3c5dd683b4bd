"""Words that readers see, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "figure.described": (
        "ställen: {rows} (strategier {strategies}, beskrivningar {descriptions}), dokument: {documents}, kommuner: {municipalities}",
        "passages: {rows} (strategies {strategies}, descriptions {descriptions}), documents: {documents}, municipalities: {municipalities}",
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
        "{rows:passages} i {documents:documents} från {municipalities:municipalities}, efter partner och syfte. Hela bubblans yta visar antalet ställen, den mörka delen strategierna.",
        "{rows:passages} in {documents:documents} of {municipalities:municipalities}, by partner and purpose. The whole bubble's area shows the number of passages, its dark part the strategies.",
    ),
    "figure.difficulties": ("Svårigheter och hur de hanteras", "Difficulties and how they are handled"),
    "figure.difficulties_lead": (
        "{rows:passages} som nämner en svårighet eller ett sätt att hantera svårigheter.",
        "{rows:passages} naming a difficulty or a way of handling difficulties.",
    ),
    "figure.no_difficulty": ("Ingen svårighet nämnd", "No difficulty stated"),
    "figure.no_handling": ("Ingen hantering nämnd", "No handling stated"),
    "figure.map": ("Kommunerna på kartan", "The municipalities on the map"),
    "figure.map_lead": (
        "Antal ställen om extern samverkan i varje kommuns gällande dokument. Grå och streckade ytor är inga nollor: där vet vi inget, eller så står ställena bara i äldre versioner. Rutan visar Stockholms län förstorat.",
        "Passages on external collaboration in each municipality's current documents. Grey and hatched areas are no zeros: nothing is known there, or only older versions hold passages. The inset shows Stockholm County enlarged.",
    ),
    "figure.map_source": ("Kommungränser – källa: SCB.", "Boundaries – source: SCB (Statistics Sweden)."),
    "figure.map_class": ("{range} ställen", "{range} passages"),
    "figure.map.nothing": ("läst, inget sagt", "read, nothing said"),
    "figure.map.older": ("bara i äldre versioner", "only in older versions"),
    "figure.map.unreadable": ("ej läst eller klassad", "not read or classified"),
    "figure.map.not-found": ("inga dokument hittade", "no documents found"),
    "figure.map.not-visited": ("ej genomsökt", "not crawled"),
    "figure.outside": ("Utanför kartan:", "Outside the map:"),
    # bars by dimension
    "figure.dimensions": ("Former, styrning och utmaningar", "Forms, governance and challenges"),
    "figure.dimensions_lead": (
        "Hur många ställen som nämner varje kod, strategier och beskrivningar var för sig, och hur många kommuner de kommer från. Ett ställe kan ha flera koder.",
        "How many passages name each code, strategies and descriptions apart, and how many municipalities they come from. A passage may hold several codes.",
    ),
    "figure.never_assigned": (
        "modellen sätter aldrig koden: inget fynd",
        "the model never assigns the code: no finding",
    ),
    "figure.no_code": ("Ingen av koderna", "None of the codes"),
    # time line
    "figure.years": ("När dokumenten antogs", "When the documents were adopted"),
    "figure.years_lead": (
        "{dated:passages} efter det år då dokumentet antogs och efter dokumenttyp. Ställen i dokument som inte anger något år står för sig: {undated} (dokument: {documents}). Färre ställen för äldre år kan bero på att gamla dokument inte ligger kvar på webbplatserna.",
        "{dated:passages} by the year in which the document was adopted and by kind of document. Passages in documents that state no year stand apart: {undated} (documents: {documents}). Fewer passages in earlier years may be because old documents are no longer on the websites.",
    ),
    "figure.undated": ("Utan årtal", "No year"),
    "figure.year": ("År", "Year"),
    "figure.other_kinds": ("andra dokumenttyper", "other kinds of document"),
    # network of partners
    "figure.partners": ("Vilka parter som nämns, och var", "Which partners are named, and where"),
    "figure.partners_lead": (
        "De namngivna parter som flest kommuner delar: {shown} av {all}. Ju bredare linje, desto fler ställen. Form och bokstav visar partens typ.",
        "The named partners that most municipalities share: {shown} of {all}. The wider the line, the more passages. Shape and letter show the type of partner.",
    ),
    "figure.partners_none": ("Ingen part är namngiven.", "No partner is named."),
    "figure.partner": ("Part", "Partner"),
    "figure.partner_type": ("Typ av part", "Type of partner"),
    "figure.partners_left": (
        "Parter som färre kommuner delar och som inte visas: {left}.",
        "Partners that fewer municipalities share and that are not shown: {left}.",
    ),
    "figure.partners_places": (
        "Ställen som nämner någon av parterna",
        "Passages that name any of the partners",
    ),
    "figure.partners_ties": ("De starkaste banden", "The strongest ties"),
    "figure.ties_left": (
        "Svagare band som bara är ritade: {left}.",
        "Weaker ties that are only drawn: {left}.",
    ),
    "figure.place": ("Län eller kommun", "County or municipality"),
    "figure.tie": ("{place} – {partner}, ställen: {rows}", "{place} – {partner}, passages: {rows}"),
    # each municipality against its group
    "figure.peers": ("Varje kommun mot sin egen grupp", "Each municipality against its own group"),
    "figure.peers_lead": (
        "Hur många olika koder kommunens gällande dokument nämner i varje dimension, mot medianen i kommunens grupp (SKR:s kommungruppsindelning). Måttet visar bredd, inte hur mycket som görs, och den som har fler dokument på webbplatsen når lättare högt.",
        "How many different codes the municipality's current documents state in each dimension, against the median of its group (SKR's classification). The measure shows breadth, not how much is done, and those with more documents on their websites reach higher more easily.",
    ),
    "figure.peers_note": (
        "Antal olika koder, gruppens median inom parentes. Koder för ”ej angiven” räknas inte. Ett streck: vi vet inte vad kommunen säger, och den räknas inte i medianen.",
        "Number of different codes, the group's median in parentheses. Codes for “unspecified” do not count. A dash: it is not known what the municipality says, and it does not count in the median.",
    ),
    "figure.peers_crowd": (
        "kommuner med så många koder (ytan visar hur många kommuner)",
        "municipalities with that many codes (the area shows how many)",
    ),
    "figure.peers_median": ("gruppens median", "the group's median"),
    "figure.peers_disc": ("{group}, koder: {codes}. {names}", "{group}, codes: {codes}. {names}"),
    "figure.peers_more": ("och {number} till", "and {number} more"),
    # combinations of partner types
    "figure.combinations": ("Partner som nämns tillsammans", "Partners that are named together"),
    "figure.combinations_lead": (
        "Ställen efter vilka typer av partner de nämner: varje ställe står i just en stapel, och prickarna under stapeln visar typerna. Ställen som nämner minst två typer: {several} av {rows}.",
        "Passages by the types of partner they name: each passage stands in exactly one bar, and the dots below the bar show the types. Passages that name at least two types: {several} of {rows}.",
    ),
    "figure.combination": ("Kombination", "Combination"),
    "figure.combination_size": ("Antal typer", "Types"),
    "figure.combinations_left": (
        "Mindre vanliga kombinationer som inte visas: {left}.",
        "Less frequent combinations that are not shown: {left}.",
    ),
}
