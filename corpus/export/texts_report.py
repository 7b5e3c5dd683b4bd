"""What the report says of itself, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # masthead
    "report.skip": ("Till innehållet", "Skip to the content"),
    "report.municipalities": ("kommuner med samverkan", "municipalities with collaboration"),
    "report.documents": ("Dokument", "Documents"),
    "report.statements": ("Ställen", "Passages"),
    "report.reviewed": ("granskade av en person", "reviewed by a person"),
    "report.status_machine": ("Maskinens räkning, inte rättad.", "Machine counts, uncorrected."),
    "report.status_corrected": ("Rättad mot ett slumpmässigt stickprov.", "Corrected by a random sample."),
    "report.corrected": (
        "Andelarna i kapitlet Skattningar är rättade för maskinens fel mot ett slumpmässigt stickprov "
        "på {audited} granskade. Alla andra tal är maskinens räkning, med människors beslut inräknade.",
        "The shares in the chapter Estimates are corrected for the machine's errors by a random sample of {audited}. "
        "All other numbers are the machine's count, with people's decisions in them.",
    ),
    "report.how_to_correct": (
        "Så rättas de: granska ett slumpmässigt stickprov (samverkan audit, sedan samverkan review).",
        "To correct them, review a random sample (samverkan audit, then samverkan review).",
    ),
    # coverage
    "report.dots": ("Kommunerna, en prick var", "The municipalities, one dot each"),
    "report.one_dot": ("En prick är en kommun:", "One dot is one municipality:"),
    "report.states": ("Läget i {total:municipalities}", "The state of {total:municipalities}"),
    "report.share": ("Andel", "Share"),
    "report.each_municipality": ("Kommun för kommun", "Municipality by municipality"),
    # answers
    "report.answers": ("Svar i korthet", "Answers at a glance"),
    "report.answers_lead": (
        "Vad gällande dokument säger. Varje tal leder till sina ställen, och varje ställe till sidan det står på.",
        "What current documents say. Every number leads to its passages, and every passage to the page it stands on.",
    ),
    "question.who": ("Hur många skriver om samverkan?", "How many write about collaborating?"),
    "question.partner": ("Med vem?", "With whom?"),
    "question.purpose": ("Varför?", "Why?"),
    "question.cells": ("Med vem för vad?", "With whom for what?"),
    "question.form": ("I vilken form?", "In what form?"),
    "question.governance": ("Hur styrs det?", "How is it governed?"),
    "question.challenge": ("För vilka samhällsutmaningar?", "For which societal challenges?"),
    "question.difficulties": ("Vad är svårt?", "What is difficult?"),
    "question.named": ("Vilka nämns vid namn?", "Who is named?"),
    "answer.who": (
        "{said} av {total} har skrivit om att samverka med andra: {rows}, varav {strategies} säger vad kommunen vill eller ska göra och {descriptions} beskriver det som är.",
        "{said} of {total} have written about collaborating with others: {rows}, of which {strategies} on what the municipality wants or will do and {descriptions} on what is.",
    ),
    "answer.who_old": (
        "{said} av {total} har skrivit om att samverka med andra: {rows}, varav {strategies} säger vad kommunen vill eller ska göra och {descriptions} beskriver det som är. {old} står i ersatta dokument och räknas inte.",
        "{said} of {total} have written about collaborating with others: {rows}, of which {strategies} on what the municipality wants or will do and {descriptions} on what is. Not counted, since their documents are superseded: {old}.",
    ),
    "answer.commonest": (
        "Oftast {named}. {used} av kodbokens {codes} koder förekommer.",
        "Most often {named}. {used} of the codebook's {codes} codes occur.",
    ),
    "answer.cells": (
        "Vanligast är {pair}. {empty} av {pairs} tänkbara par av partner och syfte nämns inte alls.",
        "The most common is {pair}. {empty} of {pairs} possible pairs of partner and purpose are not mentioned at all.",
    ),
    "answer.difficulties": (
        "{hard} talar om svårigheter; {handled} av dem säger också hur de hanteras.",
        "{hard} speak of difficulties; {handled} of these also say how they are handled.",
    ),
    "answer.named": ("{number}. Oftast {named}.", "{number}. Most often {named}."),
    # figures, chapters, estimates
    "report.figures": ("Figurer", "Figures"),
    "report.figures_lead": (
        "Räknade i gällande dokument. Under varje bild står tabellen som säger samma sak; dess tal går att klicka på.",
        "Counted in current documents. Under each picture stands the table that says the same; its numbers can be clicked.",
    ),
    "report.chapters": ("Studiens frågor", "The study's questions"),
    "report.estimates": ("Skattningar", "Estimates"),
    "report.estimates_lead": (
        "Andelar rättade för maskinens fel, med 95 % intervall. Där för få granskade finns står gränser i stället för ett tal.",
        "Shares corrected for the machine's errors, with 95% intervals. Where too few were audited, bounds stand instead of a number.",
    ),
    "report.estimates_machine": (
        "Andelarna är maskinens räkning, inte rättade: inget stickprov är granskat ännu. Gör ett med samverkan audit.",
        "The shares are the machine's count, uncorrected: no sample has been audited yet. Draw one with samverkan audit.",
    ),
    # changes
    "report.changes": ("Ändrat sedan sist", "Changed since last time"),
    "report.changes_lead": (
        "Jämfört med inventering {number} från {at}, som hade {rows:passages}.",
        "Compared with inventory {number} of {at}, which had {rows:passages}.",
    ),
    "report.changes_caption": ("Ändrade ställen", "Changed passages"),
    "report.change": ("Ändring", "Change"),
    "change.added": ("tillkom", "added"),
    "change.removed": ("försvann", "removed"),
    "change.recoded": ("omkodat", "recoded"),
    "report.more_changes": (
        "{shown} av {total} ändringar visas här.",
        "{shown} of {total} changes are shown here.",
    ),
    # documents
    "report.policies": ("Styrdokument och deras historia", "Policies and their history"),
    "report.policies_lead": (
        "Varje dokument med läsning, källa, kontrollsumma (SHA-256) och hämtningsdag.",
        "Every document with reading, source, checksum (SHA-256) and day of retrieval.",
    ),
    "report.histories": (
        "{policies:policies} finns i flera versioner; den gällande står först.",
        "In several versions: {policies:policies}; the current one stands first.",
    ),
    "report.documents_shown": (
        "{shown} av {total} dokument visas här: de med historia och de med flest ställen. Alla står i arbetsboken, på bladet Dokument.",
        "{shown} of {total} documents are shown here: those with a history and those with most passages. All are in the workbook, on the sheet Documents.",
    ),
    "report.source": ("Källa", "Source"),
    "report.version": ("Version", "Version"),
    "report.current": ("gällande", "current"),
    "report.superseded": ("ersatt version", "superseded version"),
    # statements and their lists
    "report.statements_shown": (
        "{shown} av {total} ställen visas här, så att varje tal har ställen att läsa och varje kommun kommer till tals. Alla står i arbetsboken, med samma nummer.",
        "{shown} of {total} passages are shown here, so that every number has passages to read and every municipality is heard. All are in the workbook, with the same numbers.",
    ),
    "report.some_shown": ("{shown} av {total} ställen visas här", "{shown} of {total} passages shown here"),
    "report.number": ("nr", "no."),
    "report.page": ("sida", "page"),
    "report.picture": ("Så står det i dokumentet, sida", "As it stands in the document, page"),
    "report.lists": ("Listor bakom talen", "Lists behind the numbers"),
    "report.close": ("Stäng", "Close"),
    "report.some_listed": (
        "{shown} visas här; alla står i arbetsboken",
        "{shown} shown here; all are in the workbook",
    ),
    "report.no_filter": (
        "Inget filter ger exakt dessa ställen.",
        "No filter gives exactly these passages.",
    ),
    "report.lines_shown": (
        "De första {shown} av {total} rader visas här.",
        "The first {shown} of {total} rows are shown here.",
    ),
    # codebook and method
    "report.codebook_lead": (
        "Version {version}, {codes:codes}. Så avgörs vad som räknas.",
        "Version {version}, {codes:codes}. This decides what counts. The definitions are in Swedish, as they are used.",
    ),
    "report.method_lead": (
        "Kapitlet skriver sig självt ur studiens logg.",
        "This chapter writes itself from the study's log.",
    ),
    "method.gathering": ("Insamling", "Gathering"),
    "method.reading": ("Läsning", "Reading"),
    "method.coding": ("Kodning", "Coding"),
    "method.people": ("Granskning", "Review"),
    "method.figures": ("Siffror", "Figures"),
    "method.crawled": (
        "Kommunernas webbplatser söktes igenom {first} till {last}: {visits:visits}, {requests:requests}, med hänsyn till robots.txt.",
        "The municipalities' websites were crawled from {first} to {last}: {visits:visits}, {requests:requests}, heeding robots.txt.",
    ),
    "method.documents": (
        "Det gav {documents:documents}, sparade med sina kontrollsummor. Versioner av samma dokument hålls ihop: {policies:policies}.",
        "This gave {documents:documents}, kept with their checksums. Versions of the same document are held together: {policies:policies}.",
    ),
    "method.read": (
        "{read:documents} kunde läsas till {passages:read_passages}, vart och ett med sin sida och sin plats på den.",
        "{read:documents} could be read into {passages:read_passages}, each with its page and its place on it.",
    ),
    "method.failed": (
        "{number} gick inte att läsa: {reasons}.",
        "{number} could not be read: {reasons}.",
    ),
    "method.excluded": (
        "{documents:documents} är av slag som studien utelämnar.",
        "Of kinds that the study leaves out: {documents:documents}.",
    ),
    "method.readers": ("Läsare: {readers}.", "Readers: {readers}."),
    "method.coded": (
        "Varje stycke klassades av modellen {coder}, som först avgör om stycket handlar om samverkan med någon utanför kommunen och sedan ger koder enligt kodboken (version {version}, {codes:codes} i {dimensions:dimensions}). En kod räknas när dess sannolikhet når kodens tröskel.",
        "Each passage was classified by the model {coder}, which first decides whether the passage is about collaboration with someone outside the municipality and then assigns codes of the codebook (version {version}, {codes:codes} in {dimensions:dimensions}). A code counts when its probability reaches the code's threshold.",
    ),
    "method.silent": (
        "Modellen sätter aldrig {number:codes} själv, för den har för få exempel; nollor där är inga fynd.",
        "The model itself never assigns {number:codes}, for want of examples; zeros there are no findings.",
    ),
    "method.reviewed": (
        "{reviewed} av {total:passages} ({share}) har granskats av en person; en persons beslut går före modellens.",
        "Reviewed by a person: {reviewed} of {total:passages} ({share}); a person's decision outweighs the model's.",
    ),
    "method.disputed": (
        "Omtvistade: {number}; där står modellens svar tills någon har avgjort dem.",
        "Disputed: {number}; there the model's answer stands until somebody has settled them.",
    ),
    "method.answered": (
        "{people:people} har gett {answers:answers}, och {settled:passages} har avgjorts efter oenighet.",
        "{people:people} gave {answers:answers}; settled after disagreement: {settled:passages}.",
    ),
    "method.no_agreement": (
        "Samstämmigheten är inte mätt: inga ställen har besvarats av två personer oberoende av varandra.",
        "Agreement has not been measured: no passages were answered by two people independently.",
    ),
    "method.machine": (
        "Alla tal är räkningar av gällande dokument, inte rättade för modellens fel, och utan intervall: inget stickprov är granskat.",
        "All numbers are counts in current documents, not corrected for the model's errors, and without intervals: no sample has been audited.",
    ),
    "method.corrected": (
        "Andelarna under Skattningar är rättade med en differensskattning mot ett sannolikhetsurval på {audited} granskade, med 95 % intervall klustrade per kommun. Övriga tal är räkningar av gällande dokument.",
        "The shares under Estimates are corrected by a difference estimator with a probability sample of {audited} audited, with 95% intervals clustered by municipality. Other numbers are counts in current documents.",
    ),
    "method.provenance": ("Vad inventeringen är gjord med", "What this inventory was made with"),
    "method.answers": ("Svar per granskare", "Answers by reviewer"),
    "method.model": ("Modellens kort", "Model card"),
    "method.seeds": ("Frön till slumpurval", "Seeds of random samples"),
    "method.fact": ("Uppgift", "Fact"),
    "method.value": ("Värde", "Value"),
    "method.agreement": ("Samstämmighet per kod", "Agreement by code"),
    "method.agreement_note": (
        "Krippendorffs α med 95 % intervall, på ställen som två eller fler har besvarat.",
        "Krippendorff's α with its 95% interval, on passages that two or more answered.",
    ),
    "method.code": ("Kod", "Code"),
    "method.units": ("Ställen", "Passages"),
    "method.alpha": ("α", "α"),
    "method.low": ("från", "from"),
    "method.high": ("till", "to"),
    "report.cite": ("Så här hänvisar du", "How to cite"),
    "method.citation": (
        "{who} ({year}). {title}: {study}, {date}. Gjord med {program}. Innehåll SHA-256 {hash}.",
        "{who} ({year}). {title}: {study}, {date}. Made with {program}. Content SHA-256 {hash}.",
    ),
}
