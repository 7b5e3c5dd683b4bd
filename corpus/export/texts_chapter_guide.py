"""Questions of the discussion guide: see corpus/export/texts_chapters.py. Lines are questions of their own."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "ch.guide.title": ("Samtalsguide för en fokusgrupp", "Discussion guide for a focus group"),
    "ch.guide.lead": (
        "Guiden bygger på {documents} från {places}. Frågorna är öppna först och går sedan till det som dokumenten säger och inte säger.",
        "The guide rests on {documents} from {places}. Questions begin open and then turn to what the documents say and leave out.",
    ),
    "ch.guide.how": (
        "Ta med ett tema per blad. Läs citaten högt eller dela ut dem, fråga om gruppen känner igen sig, och låt tystnad få plats. "
        "Citaten är valda ur det modellen hittade: läs dem i sitt sammanhang före samtalet.",
        "Bring one theme a sheet. Read the quotes aloud or hand them out, ask whether the group recognises them, and leave room for silence. "
        "The quotes were chosen from what the model found: read them in context before the conversation.",
    ),
    "ch.guide.open": ("Inledning", "Opening"),
    "ch.guide.open_questions": (
        "Vad arbetar du med, och vilka utanför kommunen möter du i det arbetet?\n"
        "Vad tänker du först på när du hör ordet samverkan?",
        "What do you work with, and whom outside the municipality do you meet in it?\n"
        "What comes first to mind when you hear the word collaboration?",
    ),
    "ch.guide.close": ("Avslutning", "Closing"),
    "ch.guide.close_questions": (
        "Vad har vi inte talat om som vi borde ha talat om?\n"
        "Om du fick ändra en sak i hur ni samverkar, vilken skulle det vara?",
        "What have we not talked about that we should have?\n"
        "If you could change one thing in how you collaborate, what would it be?",
    ),
    "ch.guide.theme_lead": (
        "Underlag: {passages} ur dokumenten.",
        "Material: {passages} from the documents.",
    ),
    "ch.guide.partners": ("Med vem och varför", "With whom and why"),
    "ch.guide.partners_questions": (
        "Vilka är era viktigaste samarbetspartner, och hur blev de det?\nVem borde ni samarbeta med men gör det inte?",
        "Who are your most important partners, and how did they become so?\nWhom should you work with but do not?",
    ),
    "ch.guide.governance": ("Ledning och styrning", "Leading and governing"),
    "ch.guide.governance_questions": (
        "Vem bestämmer i de samarbeten du är med i?\nVad finns på papper, och vad finns bara mellan människor?",
        "Who decides in the collaborations that you take part in?\nWhat is on paper, and what only exists between people?",
    ),
    "ch.guide.challenges": ("Utmaningar i samhället", "Challenges in society"),
    "ch.guide.challenges_questions": (
        "Vilka problem kan kommunen inte lösa själv?\nVar har samverkan gjort skillnad, och hur vet ni det?",
        "Which problems can the municipality not solve alone?\nWhere has collaboration made a difference, and how do you know?",
    ),
    "ch.guide.difficulties": ("Vad som är svårt och vad som hjälper", "What is hard and what helps"),
    "ch.guide.difficulties_questions": (
        "Berätta om ett samarbete som inte gick som ni tänkt. Vad hände?\nVad gjorde ni åt det, och vad skulle ni göra i dag?",
        "Tell of a collaboration that did not go as planned. What happened?\nWhat did you do about it, and what would you do today?",
    ),
    "ch.guide.voluntary": ("Ideella organisationer", "Voluntary organisations"),
    "ch.guide.voluntary_questions": (
        "Hur skiljer sig samarbetet med föreningar från det med andra?\nVad ger ni, och vad får ni?",
        "How does working with associations differ from working with others?\nWhat do you give, and what do you get?",
    ),
    "ch.guide.universities": ("Universitet och högskolor", "Universities"),
    "ch.guide.universities_questions": (
        "Vad har samarbetet med högskolan eller universitetet gett i ditt arbete?\nVad händer med det när ett avtal går ut?",
        "What has working with the university given your work?\nWhat becomes of it when an agreement runs out?",
    ),
    "ch.guide.ask_partner": (
        "Dokumenten talar mest om {list}. Stämmer det med er vardag?",
        "The documents speak mostly of {list}. Does that fit your days?",
    ),
    "ch.guide.ask_purpose": (
        "Skälen som oftast anges är {list}. Vilka är de verkliga skälen?",
        "The reasons most often stated are {list}. Which are the real ones?",
    ),
    "ch.guide.ask_governance": (
        "Enligt dokumenten styrs det mest genom {list}. Hur märks det?",
        "By the documents it is governed mostly through {list}. How does it show?",
    ),
    "ch.guide.ask_form": (
        "De former som namnges är {list}. När passar de, och när är de i vägen?",
        "The forms named are {list}. When do they fit, and when are they in the way?",
    ),
    "ch.guide.ask_challenge": (
        "Dokumenten lyfter {list}. Är det där samverkan behövs mest?",
        "The documents point to {list}. Is that where collaboration is needed most?",
    ),
    "ch.guide.ask_difficulty": (
        "De svårigheter som nämns är {list}. Känner ni igen dem, och saknas något?",
        "The difficulties named are {list}. Do you recognise them, and is anything missing?",
    ),
    "ch.guide.ask_handling": (
        "Som lösningar nämns {list}. Har ni prövat det?",
        "As remedies appear {list}. Have you tried them?",
    ),
    "ch.guide.unsaid_partner": (
        "Om {list} hittades inget i dokumenten. Samarbetar ni ändå?",
        "Of {list} nothing was found in the documents. Do you work with them anyway?",
    ),
    "ch.guide.unsaid_purpose": (
        "Dessa skäl hittades inte i dokumenten: {list}. Spelar de roll hos er?",
        "These reasons were not found in the documents: {list}. Do they matter to you?",
    ),
    "ch.guide.unsaid_governance": (
        "Detta hittades inte i dokumenten: {list}. Hur gör ni i praktiken?",
        "This was not found in the documents: {list}. How do you do it in practice?",
    ),
    "ch.guide.unsaid_form": (
        "Dessa former hittades inte: {list}. Har de övervägts?",
        "These forms were not found: {list}. Were they considered?",
    ),
    "ch.guide.unsaid_challenge": (
        "Dessa utmaningar hittades inte: {list}. Möter ni dem på egen hand?",
        "These challenges were not found: {list}. Do you meet them on your own?",
    ),
    "ch.guide.unsaid_difficulty": (
        "Dessa svårigheter hittades inte: {list}. Finns de ändå?",
        "These difficulties were not found: {list}. Do they exist anyway?",
    ),
    "ch.guide.unsaid_handling": (
        "Detta hittades inte bland lösningarna: {list}. Skulle det hjälpa?",
        "This was not found among the remedies: {list}. Would it help?",
    ),
}
