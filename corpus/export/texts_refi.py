"""Words of the exchange with other programs (REFI-QDA), in Swedish and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # in the package
    "refi.model": ("Modell {coder}", "Model {coder}"),
    "refi.include": ("Räknas in: {text}", "Include: {text}"),
    "refi.exclude": ("Räknas inte in: {text}", "Exclude: {text}"),
    "refi.cues": ("Ledord: {text}", "Cues: {text}"),
    "refi.code": ("Kod: {code}", "Code: {code}"),
    "refi.blind": ("Kodat utan att se något förslag.", "Coded without seeing a suggestion."),
    "refi.shown": (
        "Kodat med förslaget från modell {coder} framme.",
        "Coded with the suggestion of model {coder} in view.",
    ),
    "refi.settles": (
        "Avgör vad andra var oense om.",
        "Settles what others differed on.",
    ),
    "refi.way": ("Så är kodningen gjord", "How this was coded"),
    "refi.answer": ("{name} om detta ställe", "{name} on this passage"),
    "refi.unsure": ("osäker: {codes}", "unsure: {codes}"),
    "refi.no_codes": ("inga koder", "no codes"),
    "refi.memo": ("Anteckning av {name}", "Memo by {name}"),
    "refi.adopted_year": ("Antagningsår", "Year of adoption"),
    "refi.batch": ("Omgång: {name}", "Batch: {name}"),
    "refi.description": (
        "Studien {study}, skriven av {program}. Modell: {coder}. Kodbok (SHA-256): {codebook}. "
        "Paketets innehåll (SHA-256): {content}. {coders} Textmarkeringarna räknas i tecken i den text som "
        "följer med varje dokument; sidor skiljs åt av sidmatning.",
        "The study {study}, written by {program}. Model: {coder}. Codebook (SHA-256): {codebook}. "
        "Content of the package (SHA-256): {content}. {coders} Text selections count characters in the text "
        "that comes with each document; form feeds stand between pages.",
    ),
    # the loss report
    "loss.title": ("Importrapport: {file}", "Import report: {file}"),
    "loss.origin": ("Skriven av {origin}.", "Written by {origin}."),
    "loss.lead": (
        "Av {all:codings} togs {taken} in, {known} fanns redan och {lost} gick inte att ta in.",
        "Of {all:codings}: {taken} taken in, {known} there already, {lost} could not be taken.",
    ),
    "loss.rule": (
        "En markering gäller varje stycke som den täcker minst hälften av, och det stycke som innehåller minst "
        "hälften av den. Ett svar är helt: en kod som personen kunde ha satt och inte satte är ett nej, men "
        "bara på stycken där personen har satt någon kod. Koder som filens kodbok saknar, och grinden när den "
        "inte är kodad, räknas som osäkra.",
        "A selection means each passage of which it covers at least half, and the passage that holds at least "
        "half of it. An answer is whole: a code that the person could have given and did not is a no, but only "
        "on passages where the person gave some code. Codes that the file's codebook lacks, and the gate where "
        "it is not coded, count as unsure.",
    ),
    "loss.dry": ("Ingenting är infört: det här var en provkörning.", "Nothing was taken in: a dry run."),
    "loss.summary": ("Sammanfattning", "Summary"),
    "loss.lost": ("Det som inte togs in", "What was not taken in"),
    "loss.nothing_lost": ("Allt togs in eller fanns redan.", "Everything was taken in or was there already."),
    "loss.what": ("Vad", "What"),
    "loss.fate": ("Utfall", "Outcome"),
    "loss.reason": ("Skäl", "Reason"),
    "loss.count": ("Antal", "Number"),
    "loss.name": ("Namn", "Name"),
    "loss.source": ("Källa", "Source"),
    "loss.place": ("Plats i källan", "Place in the source"),
    "loss.user": ("Person", "Person"),
    "loss.fate.taken": ("infört", "taken in"),
    "loss.fate.known": ("fanns redan", "there already"),
    "loss.fate.lost": ("ej infört", "not taken in"),
    "loss.what.coding": ("kodning", "coding"),
    "loss.what.memo": ("anteckning", "memo"),
    "loss.what.code": ("kod", "code"),
    "loss.what.source": ("källa", "source"),
    "loss.what.user": ("person", "person"),
    "loss.what.variable": ("variabel", "variable"),
    "loss.what.case": ("fall", "case"),
    "loss.what.value": ("värde på en variabel", "value of a variable"),
    "loss.what.description": ("beskrivning", "description"),
    "loss.what.set": ("mängd", "set"),
    "loss.what.link": ("länk", "link"),
    "loss.what.graph": ("diagram", "graph"),
    "loss.reason.taken": ("infört", "taken in"),
    "loss.reason.widened": (
        "infört på hela stycket, som är längre än markeringen",
        "taken in on the whole passage, which is longer than the selection",
    ),
    "loss.reason.repeated": (
        "samma persons samma kod på samma stycke, räknad en gång",
        "the same person's same code on the same passage, counted once",
    ),
    "loss.reason.known": ("finns redan i studien", "in the study already"),
    "loss.reason.new_source": (
        "dokumentet lades till nu: kör samverkan run och importera filen igen",
        "the document was added now: run samverkan run and import the file again",
    ),
    "loss.reason.machine": (
        "en modells kodning; bara modellen själv svarar för den",
        "a model's coding; only the model itself answers for it",
    ),
    "loss.reason.unknown_code": (
        "koden finns inte i studiens kodbok",
        "the code is not in the study's codebook",
    ),
    "loss.reason.unknown_source": (
        "dokumentet finns inte i studien (se --add-sources)",
        "the document is not in the study (see --add-sources)",
    ),
    "loss.reason.no_text": (
        "texten som markeringen räknas i följer inte med filen",
        "the text that the selection counts in is not in the file",
    ),
    "loss.reason.outside": (
        "markeringen ligger utanför texten eller sidan",
        "the selection lies outside the text or page",
    ),
    "loss.reason.text_differs": (
        "de markerade orden finns inte i studiens text av dokumentet",
        "the selected words are not in the study's text of the document",
    ),
    "loss.reason.between": (
        "på rubriker eller sidnummer: där finns inget stycke",
        "on headings or page numbers: no passage stands there",
    ),
    "loss.reason.whole_source": (
        "kod på ett helt dokument; samverkan kodar stycken",
        "a code on a whole document; samverkan codes passages",
    ),
    "loss.reason.media": ("bild, ljud eller film", "a picture, sound or film"),
    "loss.reason.one_only": (
        "en annan kod i samma dimension gäller: bara en kan väljas där",
        "another code of the same dimension holds: only one can be chosen there",
    ),
    "loss.reason.no_user": (
        "ingen person står för den (se --coder)",
        "nobody stands for it (see --coder)",
    ),
    "loss.reason.no_place": ("samverkan har ingen plats för det", "samverkan has no place for it"),
    "loss.reason.nothing_taken": (
        "ingenting som personen har gjort togs in",
        "nothing that the person did was taken in",
    ),
    "loss.reason.empty": ("tomt", "empty"),
    # the package once more
    "refi.people": (
        "Kodat av människor; där ingen har svarat, av modellen.",
        "Coded by people; by the model where nobody has answered.",
    ),
    "refi.all": (
        "Kodat av människor och, för sig, av modellen.",
        "Coded by people and, apart from them, by the model.",
    ),
}
