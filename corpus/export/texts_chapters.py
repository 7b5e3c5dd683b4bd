"""Words of the study chapters, in Swedish and English: see corpus/export/texts.py.

What all chapters share stands here; sentences of single chapters, the guide and the dossier in the three
modules that are joined below.
"""

from __future__ import annotations

from corpus.export import (
    texts_chapter_columns,
    texts_chapter_dossier,
    texts_chapter_guide,
    texts_chapter_said,
)

_SHARED: dict[str, tuple[str, str]] = {
    "and": ("och", "and"),
    "and_more": ("{number} till", "{number} more"),
    "who.model": ("modellen", "the model"),
    "who.both": ("modellen och granskarna", "the model and its reviewers"),
    "who.people": ("granskarna", "the reviewers"),
    "chapters": ("Studiens kapitel", "The study's chapters"),
    # how a chapter opens
    "ch.scope": (
        "Kapitlet bygger på {documents} från {municipalities}. Bara gällande versioner räknas.",
        "This chapter rests on {documents} from {municipalities}. Only versions in force count.",
    ),
    "ch.scope_some": (
        "Kapitlet bygger på {documents} från {municipalities}. Bara gällande versioner räknas. "
        "För ytterligare {unread} finns inget läst dokument: om dem säger kapitlet ingenting, varken ja eller nej.",
        "This chapter rests on {documents} from {municipalities}. Only versions in force count. "
        "For another {unread} there is no document read: of them the chapter says nothing, neither yes nor no.",
    ),
    "ch.machine": (
        "Talen är vad modellen hittade, inte rättade för dess fel; {reviewed} av {rows} har granskats av en person. "
        "Läs dem som en väg till citaten, inte som skattningar. Kör samverkan audit för tal som går att försvara.",
        "The numbers are what the model found, not corrected for its errors; reviewed by a "
        "person: {reviewed} of {rows}. Read them as a way to the quotes, not as estimates. Run samverkan audit for "
        "figures that can be defended.",
    ),
    "ch.machine_estimated": (
        "Antalen är vad modellen hittade; {reviewed} av {rows} har granskats av en person. Andelar med intervall "
        "är skattningar för alla kommuner vars text programmet har läst, ur ett slumpmässigt urval som personer har läst (95 %).",
        "The counts are what the model found; reviewed by a person: {reviewed} of {rows}. Shares with "
        "intervals are estimates for all municipalities whose text the program has read, from a random sample that people "
        "have read (95%).",
    ),
    "ch.all_reviewed": (
        "Varje ställe i kapitlet har granskats av en person.",
        "Every passage of this chapter has been reviewed by a person.",
    ),
    "ch.estimated_code": (
        "Skattat ur ett slumpmässigt urval som personer har läst skriver {estimate} av kommunerna om {code} (95 % "
        "konfidensintervall).",
        "Estimated from a random sample that people have read, {estimate} of the municipalities write about {code} "
        "(95% confidence interval).",
    ),
    "ch.nothing_read": (
        "Kapitlet är tomt för att inget dokument har lästs. Hämta dokument med samverkan crawl eller lägg till "
        "egna med samverkan add, kör sedan samverkan run.",
        "This chapter is empty because no document has been read. Fetch documents with samverkan crawl or add "
        "your own with samverkan add, then run samverkan run.",
    ),
    "ch.nothing_said": (
        "Kapitlet är tomt: i de lästa dokumenten hittades inget ställe om samverkan med någon utanför kommunen. "
        "Granska ett urval med samverkan review, för modellen kan ha missat något.",
        "This chapter is empty: in the documents read nothing was found about collaboration with anyone outside "
        "the municipality. Review a sample with samverkan review, since the model may have missed something.",
    ),
    "ch.nothing_found_in": (
        "I dokumenten från {list} hittades inget sådant ställe.",
        "In the documents of {list} no such passage was found.",
    ),
    "ch.quotes": ("Röster ur dokumenten", "Voices from the documents"),
    "ch.sources": ("Källor", "Sources"),
    "ch.undated": ("utan år", "n.d."),
    "ch.retrieved": ("hämtad", "retrieved"),
    "ch.picture_elsewhere": (
        "Bilden finns på kapitlets webbsida (html); här står talen bakom den.",
        "The picture is on the chapter's web page (html); the numbers behind it stand here.",
    ),
    "ch.of": ("{number} av {of}", "{number} of {of}"),
    "ch.others": ("Alla andra partner", "All other partners"),
    "ch.all_passages": ("Alla ställen", "All passages"),
    "ch.zeros": ("Inte hittade: {codes}.", "Not found: {codes}."),
    "ch.more_named": (
        "Fler namn, som står i arbetsbokens rader: {number}.",
        "Further names, which stand in the workbook's rows: {number}.",
    ),
    "ch.share_note": (
        "Andel av ställena, med antalet inom parentes. Ett ställe kan ha flera koder.",
        "Share of the passages, with their number in brackets. A passage may hold several codes.",
    ),
    "ch.contrast_note": (
        "Andel av ställena på var sida, med antalet inom parentes; ett ställe som nämner båda räknas till den första.",
        "Share of the passages on each side, with their number in brackets; one that names both counts on the first.",
    ),
    "ch.agreement_note": (
        "Ett streck betyder att dokumentet inte anger uppgiften. År räknas med båda ändarna. Koder är det som hittades i dokumentet.",
        "A dash means that the document does not state it. Years count both ends. Codes are what was found in the document.",
    ),
    "ch.no_end": ("inget slutår angivet", "no end stated"),
    # one partner beside the others
    "ch.contrast.title": ("Till vad, i vilka former, styrt hur", "For what, in which forms, governed how"),
    "ch.contrast.lead": (
        "Ställena jämförs med dem som bara handlar om andra partner. Skillnaderna beskriver det som hittades och prövar ingenting.",
        "The passages are compared with those that are only about other partners. The differences describe what was found and test nothing.",
    ),
    "ch.contrast.alike": (
        "Ingen skillnad är stor nog, eller vilar på ställen nog (minst tio på var sida), för att sättas i ord.",
        "No difference is large enough, or rests on enough passages (at least ten on each side), to be put into words.",
    ),
    "ch.contrast.item": ("{code} ({own} mot {other})", "{code} ({own} against {other})"),
    "ch.contrast.more_purpose": (
        "Syften som är vanligare {partner}: {list}.",
        "Purposes more common {partner}: {list}.",
    ),
    "ch.contrast.more_form": (
        "Former som är vanligare {partner}: {list}.",
        "Forms more common {partner}: {list}.",
    ),
    "ch.contrast.more_governance": (
        "Styrning som är vanligare {partner}: {list}.",
        "Governance more common {partner}: {list}.",
    ),
    "ch.contrast.purpose": ("Syften", "Purposes"),
    "ch.contrast.form": ("Former", "Forms"),
    "ch.contrast.governance": ("Styrning", "Governance"),
    # chosen municipalities side by side
    "ch.side.title": ("Sida vid sida", "Side by side"),
    "ch.side.lead": (
        "De valda kommunerna bredvid dem de jämförs med. Andelar är av varje kolumns egna ställen, så att kolumner av olika storlek går att läsa bredvid varandra; bakom små kolumner står få ställen.",
        "The chosen municipalities beside those they are compared with. Shares are of each column's own passages, so that columns of different size can be read together; small columns rest on few passages.",
    ),
    "ch.side.facts": ("Vad som finns", "What there is"),
    "ch.side.read": ("Lästa kommuner", "Municipalities read"),
    "ch.side.passages": ("Ställen", "Passages"),
    "ch.side.partners": ("Namngivna parter (de vanligaste)", "Named partners (most frequent)"),
    "ch.side.agreements": ("Avtal och överenskommelser", "Agreements"),
    "ch.side.titles": ("Vilka", "Which"),
    "ch.side.first": ("Äldsta avtalets början", "Beginning of the oldest agreement"),
    "ch.side.longest": ("Längsta avtalet, år", "Longest agreement, years"),
    "ch.side.purpose": ("Till vad", "For what"),
    "ch.side.form": ("I vilka former", "In which forms"),
    "ch.side.governance": ("Styrt hur", "Governed how"),
    "ch.side.challenge": ("Mot vilka utmaningar", "Against which challenges"),
    "ch.side.others": ("Övriga lästa kommuner", "Other municipalities read"),
}

TEXTS = (
    _SHARED
    | texts_chapter_columns.TEXTS
    | texts_chapter_said.TEXTS
    | texts_chapter_guide.TEXTS
    | texts_chapter_dossier.TEXTS
)
