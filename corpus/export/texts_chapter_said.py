"""Sentences of the chapters on documents and focus groups: see corpus/export/texts_chapters.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # 1 actors and purposes
    "ch.actors.title": ("Med vilka aktörer och varför", "With which actors and why"),
    "ch.actors.lead": (
        "I dokumenten hittade {who} {passages} om samverkan med någon utanför kommunen: {strategies} säger vad "
        "kommunen ska göra (strategi), {descriptions} beskriver vad som är eller har varit.",
        "In the documents {who} found {passages} about collaboration with someone outside the municipality: "
        "{strategies} on what it shall do (strategy), {descriptions} on what is or has been.",
    ),
    "ch.actors.partners": ("De vanligaste parterna är {list}.", "The most frequent partners are {list}."),
    "ch.actors.why": ("Varför", "Why"),
    "ch.actors.purposes": (
        "De syften som oftast anges är {list}.",
        "The purposes most often stated are {list}.",
    ),
    "ch.actors.no_purpose": (
        "I {passages} ({share}) hittades inget syfte. Att syftet inte sägs är ett fynd i sig, men modellen kan också ha missat det.",
        "In {passages} ({share}) no purpose was found. That a purpose is not stated is a finding in itself, but the model may also have missed it.",
    ),
    "ch.actors.pair": (
        "Med {partner} gäller det oftast {purpose} ({passages}).",
        "With {partner} it is most often about {purpose} ({passages}).",
    ),
    "ch.actors.named": ("Parter med namn", "Partners by name"),
    "ch.actors.none_named": (
        "Ingen part nämns vid namn; dokumenten talar om typer av parter.",
        "No partner is named; the documents speak of types of partners.",
    ),
    "ch.actors.most_named": ("Oftast vid namn nämns {list}.", "Most often named are {list}."),
    "ch.actors.t_partners": ("Typer av parter", "Types of partners"),
    "ch.actors.t_groups": ("Parter efter kommungrupp", "Partners by municipality group"),
    "ch.actors.groups_note": (
        "Hur många av gruppens lästa kommuner som skriver om parten. Modellens fynd, inte andelar av alla kommuner i gruppen.",
        "How many of the group's municipalities read write about the partner. The model's findings, not shares of all municipalities of the group.",
    ),
    "ch.actors.t_purposes": ("Syften", "Purposes"),
    "ch.actors.t_cells": ("Parter och syften, antal ställen", "Partners and purposes, passages"),
    "ch.actors.t_without": ("Ställen utan angivet syfte", "Passages without a stated purpose"),
    # 2 leading and governing
    "ch.governance.title": ("Hur samverkan leds och styrs", "How collaboration is led and governed"),
    "ch.governance.how": (
        "Hård styrning är det som skrivs, beslutas eller mäts: styrdokument, avtal, organ, ansvar, planer, pengar, "
        "uppföljning och ägarstyrning. Mjuk styrning verkar genom mål, dialog, tillit och förmåga.",
        "Hard control is what is written, decided or measured: policies, contracts, bodies, responsibilities, plans, "
        "money, follow-up and ownership. Soft control works through aims, dialogue, trust and capability.",
    ),
    "ch.governance.mix": (
        "Bara hård styrning nämns i {hard}, bara mjuk i {soft}, båda i {both}. I {none} ({share}) hittades ingen styrning.",
        "Hard control alone is named in {hard}, soft alone in {soft}, both in {both}. In {none} ({share}) no governance was found.",
    ),
    "ch.governance.none": (
        "I dokumenten hittade {who} inget om hur samverkan styrs.",
        "In the documents {who} found nothing on how collaboration is governed.",
    ),
    "ch.governance.most_hard": (
        "Av de hårda medlen är {list} vanligast.",
        "Of the hard means the most frequent are {list}.",
    ),
    "ch.governance.most_soft": (
        "Av de mjuka medlen är {list} vanligast.",
        "Of the soft means the most frequent are {list}.",
    ),
    "ch.governance.means": ("Medel för styrning", "Means of governance"),
    "ch.governance.forms": ("Former", "Forms"),
    "ch.governance.most_forms": (
        "De former som oftast namnges är {list}.",
        "The forms most often named are {list}.",
    ),
    "ch.governance.open_form": (
        "I {passages} ({share}) sägs inte i vilken form samverkan sker.",
        "In {passages} ({share}) the form of collaboration is not stated.",
    ),
    "ch.governance.leading": ("Vem som leder", "Who leads"),
    "ch.governance.leaders": (
        "{passages} säger vem som leder eller ansvarar: ett organ, en utpekad nämnd, funktion eller person, eller ägare och fullmäktige.",
        "In {passages} it is said who leads or answers for it: a body, an appointed committee, office or person, or owners and the council.",
    ),
    "ch.governance.no_leaders": (
        "{passages} säger vem som leder eller ansvarar.",
        "In {passages} it is said who leads or answers for it.",
    ),
    "ch.governance.agreements": ("Avtal och överenskommelser", "Agreements and compacts"),
    "ch.governance.agreement_lead": (
        "Bland dokumenten finns {agreements}. I {followed} av dem hittades något om uppföljning.",
        "Found among the documents: {agreements}. In {followed} of them something on follow-up was found.",
    ),
    "ch.governance.no_agreements": (
        "Inget av de lästa dokumenten är ett avtal eller en överenskommelse. Sådana ligger ofta i diariet och inte på "
        "webben; begär ut dem och lägg till dem med samverkan add.",
        "None of the documents read is an agreement or a compact. They often lie in the registry and not on the web; "
        "ask for them and add them with samverkan add.",
    ),
    "ch.governance.soft_quotes": ("Mjuk styrning i ord", "Soft control in words"),
    "ch.governance.t_mix": ("Hård och mjuk styrning efter part", "Hard and soft control by partner"),
    "ch.governance.t_codes": ("Medel för styrning", "Means of governance"),
    "ch.governance.t_partners": ("Parter och styrning, antal ställen", "Partners and governance, passages"),
    "ch.governance.t_forms": ("Former", "Forms"),
    "ch.governance.t_binding": ("Hur bindande formen är, efter part", "How binding the form is, by partner"),
    # 3 challenges, difficulties, handling
    "ch.challenges.title": ("Utmaningar, svårigheter och hantering", "Challenges, difficulties and handling"),
    "ch.challenges.lead": (
        "I {passages} ({share}) hittade {who} en samhällsutmaning som samverkan ska möta. Vanligast är {list}.",
        "In {passages} ({share}) {who} found a societal challenge that collaboration is to meet. Most frequent are {list}.",
    ),
    "ch.challenges.none": (
        "I dokumenten hittade {who} ingen samhällsutmaning som samverkan ska möta.",
        "In the documents {who} found no societal challenge that collaboration is to meet.",
    ),
    "ch.challenges.difficulties": (
        "Svårigheter och hur de hanteras",
        "Difficulties and how they are handled",
    ),
    "ch.challenges.difficulty_lead": (
        "En svårighet nämns i {difficulties}, ett sätt att hantera svårigheter i {handling}, båda i {both}.",
        "A difficulty is named in {difficulties}, a way of handling difficulties in {handling}, both in {both}.",
    ),
    "ch.challenges.most_difficult": (
        "De svårigheter som oftast nämns är {list}.",
        "The difficulties most often named are {list}.",
    ),
    "ch.challenges.most_handled": (
        "De hanteras oftast genom {list}.",
        "They are most often handled by {list}.",
    ),
    "ch.challenges.no_difficulty": (
        "I dokumenten hittade {who} varken svårigheter eller hantering.",
        "In the documents {who} found neither difficulties nor handling.",
    ),
    "ch.challenges.not_free": (
        "Styrdokument skriver sällan om vad som är svårt, och modellen har sett få exempel: låga tal betyder inte att "
        "samverkan går lätt. Kapitlet om fokusgrupper visar vad tjänstepersoner själva säger.",
        "Policy documents seldom write about what is hard, and the model has seen few examples: low numbers do not "
        "mean that collaboration is easy. The chapter on focus groups shows what officers say themselves.",
    ),
    "ch.challenges.each": ("Utmaning för utmaning", "Challenge by challenge"),
    "ch.challenges.each_lead": (
        "För varje utmaning: hur många av dess ställen som också nämner en svårighet eller hantering, och vilka svårigheter som står någonstans i samma dokument.",
        "For each challenge: how many of its passages also name a difficulty or handling, and which difficulties stand anywhere in the same documents.",
    ),
    "ch.challenges.quotes": ("Svårigheter och hantering i ord", "Difficulties and handling in words"),
    "ch.challenges.t_challenges": ("Samhällsutmaningar", "Societal challenges"),
    "ch.challenges.t_partners": ("Utmaningar och parter, antal ställen", "Challenges and partners, passages"),
    "ch.challenges.t_difficulties": ("Svårigheter", "Difficulties"),
    "ch.challenges.t_handlings": ("Hantering", "Handling"),
    "ch.challenges.t_cells": (
        "Svårigheter och hantering i samma ställe",
        "Difficulties and handling in the same passage",
    ),
    # 4 voluntary organisations
    "ch.voluntary.title": ("Ideella organisationer", "Voluntary organisations"),
    "ch.voluntary.own": ("Ideella organisationer", "Voluntary organisations"),
    "ch.voluntary.with": ("med ideella organisationer", "with voluntary organisations"),
    "ch.voluntary.lead": (
        "Om samverkan med civilsamhället hittade {who} {passages} från {municipalities}.",
        "On collaboration with civil society {who} found {passages} from {municipalities}.",
    ),
    "ch.voluntary.none": (
        "I de lästa dokumenten hittades inget ställe om ideella organisationer. Sök med samverkan search "
        "förening ideell civilsamhälle för att pröva om modellen missat något.",
        "In the documents read nothing was found on voluntary organisations. Search with samverkan search "
        "förening ideell civilsamhälle to test whether the model missed something.",
    ),
    "ch.voluntary.named": ("Organisationer med namn", "Organisations by name"),
    "ch.voluntary.most_named": (
        "{organisations} nämns vid namn. Oftast {list}.",
        "{organisations} named. Most often {list}.",
    ),
    "ch.voluntary.none_named": (
        "Ingen organisation nämns vid namn; dokumenten talar om föreningslivet i stort.",
        "No organisation is named; the documents speak of associations at large.",
    ),
    "ch.voluntary.t_places": ("Kommun för kommun", "Municipality by municipality"),
    "ch.voluntary.compacts": (
        "Överenskommelser och idéburna partnerskap",
        "Compacts and public–non-profit partnerships",
    ),
    "ch.voluntary.compact_lead": (
        "Bland dokumenten finns {compacts} med civilsamhället. {compact} talar om överenskommelser, {iop} om "
        "idéburet offentligt partnerskap (IOP).",
        "Found among the documents: {compacts} with civil society. {compact} speak of compacts, {iop} of "
        "public–non-profit partnership (IOP).",
    ),
    # 5 universities
    "ch.universities.title": ("Universitet och högskolor", "Universities"),
    "ch.universities.own": ("Universitet och högskolor", "Universities"),
    "ch.universities.with": ("med universitet och högskolor", "with universities"),
    "ch.universities.lead": (
        "Om samverkan med lärosäten och forskningsinstitut hittade {who} {passages} från {municipalities}. "
        "Vid namn nämns {universities}.",
        "On collaboration with universities and research institutes {who} found {passages} from {municipalities}. "
        "By name appear {universities}.",
    ),
    "ch.universities.unnamed": (
        "{passages} talar om högskolor, universitet eller forskning utan att själva nämna vilket.",
        "In {passages} universities or research are spoken of without one being named there.",
    ),
    "ch.universities.none": (
        "I de lästa dokumenten hittades inget ställe om universitet eller högskolor. Avtal med lärosäten ligger ofta i "
        "diariet: begär ut dem och lägg till dem med samverkan add.",
        "In the documents read nothing was found on universities. Agreements with universities often lie in the "
        "registry: ask for them and add them with samverkan add.",
    ),
    "ch.universities.t_pairs": (
        "Vilken kommun med vilket lärosäte",
        "Which municipality with which university",
    ),
    "ch.universities.pairs_note": (
        "Året är det första som något dokument där båda nämns anger att det gäller eller antogs.",
        "The year is the first that any document naming both states that it holds or was adopted.",
    ),
    "ch.universities.agreements": ("Avtal och överenskommelser", "Agreements and compacts"),
    "ch.universities.agreement_lead": (
        "Bland dokumenten finns {agreements} där lärosäten nämns.",
        "Found among the documents, speaking of universities: {agreements}.",
    ),
    "ch.universities.no_agreements": (
        "Inget av de lästa dokumenten om lärosäten är ett avtal eller en överenskommelse.",
        "None of the documents read about universities is an agreement or a compact.",
    ),
    "ch.universities.long": (
        "Långa avtal, minst {years} år: {list}.",
        "Long agreements, at least {years} years: {list}.",
    ),
    "ch.universities.not_named": ("nämns inte vid namn", "not named"),
    "ch.universities.by_title": ("enligt titeln", "by its title"),
    # 6 focus groups
    "ch.focus-groups.title": ("Fokusgrupper och dokument", "Focus groups and documents"),
    "ch.focus-groups.none": (
        "Inga utskrifter av fokusgrupper eller intervjuer finns i studien. Lägg till dem med samverkan add FIL "
        "--municipality NAMN och kör samverkan run: de kodas då med samma kodbok som dokumenten.",
        "There are no transcripts of focus groups or interviews in the study. Add them with samverkan add FILE "
        "--municipality NAME and run samverkan run: they are then coded with the same codebook as the documents.",
    ),
    "ch.focus-groups.nothing_said": (
        "I samtalen hittades inget ställe om samverkan med någon utanför kommunen. Granska dem med samverkan review.",
        "In the conversations nothing was found about collaboration with anyone outside the municipality. Review them with samverkan review.",
    ),
    "ch.focus-groups.lead": (
        "{groups} med {speakers} har kodats med samma kodbok som dokumenten: {talk} ur samtalen ställs mot {rows} ur dokumenten.",
        "Coded with the same codebook as the documents: {groups} with {speakers}. {talk} from the talk beside {rows} from documents.",
    ),
    "ch.focus-groups.no_documents": (
        "Inget ställe ur dokument finns att ställa bredvid, så bara samtalen kan läsas här.",
        "There is no passage from documents to set beside it, so only the talk can be read here.",
    ),
    "ch.focus-groups.caution": (
        "En fokusgrupp är ett samtal, inte ett urval: andelar säger hur mycket tid ett ämne fick, inte hur många som tycker så. "
        "Koderna är modellens där ingen person har granskat dem.",
        "A focus group is a conversation, not a sample: shares tell how much time a topic got, not how many think so. "
        "The codes are the model's where no person has reviewed them.",
    ),
    "ch.focus-groups.t_groups": ("Samtalen", "The conversations"),
    "ch.focus-groups.joint": ("Kod för kod: dokument och samtal", "Code by code: documents and talk"),
    "ch.focus-groups.how": (
        "Läsningen säger om båda talar om saken, om den väger tyngre på ena sidan (minst dubbelt så stor andel och tio "
        "procentenheter) eller om ena sidan är tyst. Tystnad räknas bara när minst tre ställen vore att vänta.",
        "The reading tells whether both speak of it, whether it weighs more on one side (at least twice the share and ten "
        "percentage points) or whether one side is silent. Silence counts only where at least three passages would be expected.",
    ),
    "ch.focus-groups.both_sides": (
        "{documents} av dokumentens ställen, {talk} av samtalens.",
        "{documents} of the documents' passages, {talk} of the talk's.",
    ),
}
