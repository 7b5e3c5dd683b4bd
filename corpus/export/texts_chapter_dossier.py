"""Sentences of the dossier of one municipality: see corpus/export/texts_chapters.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "ch.dossier.title": ("Underlag om {name}", "Dossier on {name}"),
    "ch.dossier.about": (
        "{name} ligger i {county}, hör till kommungruppen {group} och har {population} invånare.",
        "{name} lies in {county}, belongs to the municipality group {group} and has {population} inhabitants.",
    ),
    "ch.dossier.no_documents": (
        "Det finns inget dokument från {name} i studien (läge: {state}). Det säger ingenting om hur kommunen samverkar. "
        "Hämta dokument med samverkan crawl --municipality {name} eller lägg till dem med samverkan add.",
        "There is no document of {name} in the study (state: {state}). That tells nothing of how it collaborates. "
        "Fetch documents with samverkan crawl --municipality {name} or add them with samverkan add.",
    ),
    "ch.dossier.coverage": (
        "Här finns {documents}{apart}. "
        "Där hittade {who} {passages} som gäller nu, {strategies} av dem om vad kommunen ska göra.",
        "Its documents here: {documents}{apart}. "
        "There {who} found {passages} that hold now, {strategies} of them on what it shall do.",
    ),
    "ch.dossier.unreadable": ("{number} inte gick att läsa", "{number} could not be read"),
    "ch.dossier.excluded": ("{number} av utelämnade typer", "{number} of kinds left out"),
    "ch.dossier.apart": (", varav {list}", ", of which {list}"),
    "ch.dossier.talk": (
        "Ur fokusgrupper och intervjuer: {passages}, som redovisas för sig och inte räknas ihop med dokumenten.",
        "From focus groups and interviews: {passages}, told apart and not added to the documents.",
    ),
    "ch.dossier.profile": (
        "Vanligaste parter: {partners}. Vanligaste syften: {purposes}.",
        "Most frequent partners: {partners}. Most frequent purposes: {purposes}.",
    ),
    "ch.dossier.no_profile": (
        "Ställena anger inte både part och syfte så att en profil kan tecknas.",
        "The passages do not state both partner and purpose, so no profile can be drawn.",
    ),
    "ch.dossier.documents": ("Dokument och källor", "Documents and sources"),
    "ch.dossier.history": ("Styrdokumentens historia", "History of the policies"),
    "ch.dossier.history_lead": (
        "Styrdokument som finns i mer än en version, den äldsta först. Bara den gällande räknas i tabellerna.",
        "Policies that stand here in more than one version, the oldest first. Only the one in force counts in the tables.",
    ),
    "ch.dossier.themes": ("Tema för tema", "Theme by theme"),
    "ch.dossier.themes_lead": (
        "Kommunens ställen för varje kod, och hur många andra lästa kommuner i samma kommungrupp och län som har koden.",
        "Its passages for each code, and how many other municipalities read of the same group and county have it.",
    ),
    "ch.dossier.missing": ("Andra i kommungruppen har …", "Others in its group have …"),
    "ch.dossier.missing_lead": (
        "De flesta andra lästa kommuner i gruppen skriver om {list}; här hittades det inte. Fråga om det görs ändå.",
        "Most other municipalities read of the group write of {list}; here it was not found. Ask whether it is done anyway.",
    ),
    "ch.dossier.none_missing": (
        "Inget som de flesta andra i gruppen skriver om saknas här.",
        "Nothing that most others of the group write of is missing here.",
    ),
    "ch.dossier.few_others": (
        "Lästa av de andra i gruppen: {number}. Det är för få (minst tre) för att säga vad andra har.",
        "Others of the group that are read: {number}. They are too few (at least three) to tell what others have.",
    ),
    "ch.dossier.partners": ("Parter med namn", "Partners by name"),
    "ch.dossier.quotes_title": ("Röster ur dokumenten", "Voices from the documents"),
    "ch.dossier.talk_title": ("Röster ur samtalen", "Voices from the conversations"),
    "ch.municipalities.title": ("Kommun för kommun", "Municipality by municipality"),
    "ch.municipalities.lead": (
        "Varje läst kommun i en rad. samverkan dossier NAMN skriver ett underlag om en kommun med alla dess ställen.",
        "Each municipality read in one line. samverkan dossier NAME writes a dossier of one with all its passages.",
    ),
    "ch.municipalities.table": ("De lästa kommunerna", "The municipalities read"),
}
