"""The words of made-up municipalities: subjects, names of documents, noise, prose. All invented."""

# ruff: noqa: E501 - tables of words and markup are read whole
from __future__ import annotations

from typing import Final

PLACES: Final = (
    "Lillvik", "Granåsa", "Ekeboda", "Sandhammar", "Tallmora", "Vassjö", "Hedlunda", "Åstorpa", "Norrbacka",
    "Ölanda", "Mörkinge", "Brunnfors", "Stenhaga", "Vintersjö", "Kråkvik", "Solberga",
)  # fmt: skip

SECTIONS: Final = {
    "Barn och utbildning": (
        "Förskola", "Grundskola", "Gymnasium", "Fritidshem", "Elevhälsa", "Vuxenutbildning", "Skolskjuts",
        "Musikskola", "Modersmål", "Skolmat",
    ),
    "Omsorg och hjälp": (
        "Hemtjänst", "Särskilt boende", "Färdtjänst", "Anhörigstöd", "Familjerådgivning", "Ekonomiskt bistånd",
        "Funktionsnedsättning", "Folkhälsa", "Våld i nära relationer", "Missbruk", "Äldre", "Trygghetslarm",
    ),
    "Bygga, bo och miljö": (
        "Avfall och återvinning", "Vatten och avlopp", "Klimat och energi", "Lantmäteri", "Livsmedel",
        "Naturvård", "Radon", "Eldning", "Tomter och bostäder", "Buller", "Miljötillsyn", "Sotning",
    ),
    "Uppleva och göra": (
        "Bibliotek", "Simhall", "Idrottshallar", "Fritidsgårdar", "Konst", "Friluftsliv", "Museer",
        "Föreningsstöd", "Badplatser", "Vandringsleder", "Kulturarv", "Ungdom",
    ),
    "Näringsliv och arbete": (
        "Starta företag", "Tillstånd", "Upphandling", "Etablering", "Besöksnäring", "Landsbygd",
        "Arbetsmarknad", "Sommarjobb", "Kompetensförsörjning", "Serveringstillstånd",
    ),
    "Trafik och resor": (
        "Parkering", "Gator och vägar", "Cykel", "Kollektivtrafik", "Snöröjning", "Belysning", "Torghandel",
        "Trafiksäkerhet", "Hastigheter",
    ),
}  # fmt: skip
ASPECTS: Final = (
    "Om {}", "Frågor och svar om {}", "Så fungerar {}", "Kontakta oss om {}", "{} nära dig", "Kostnad för {}",
    "Regler för {}", "Hitta {}", "{} steg för steg", "Stöd och råd om {}", "Lämna synpunkter på {}", "Boka {}",
    "Kvalitet i {}", "Tillsyn av {}", "{} för nyinflyttade", "Vem gör vad inom {}", "Bra att veta om {}",
    "Checklista för {}", "Samverkan kring {}", "Nyheter om {}", "Utveckling av {}", "{} i siffror",
)  # fmt: skip
SPOTS: Final = (
    "Björkgården", "Tallbacken", "Strandvägen", "Kvarnen", "Centrum", "Ekhagen", "Sjövik", "Norrgården",
    "Åkerbo", "Solsidan", "Älgstigen", "Hamnen", "Skogsbrynet", "Lindesborg", "Bruket", "Östra udden",
)  # fmt: skip

# Subject of a governing document → the section and the page of the site that it belongs to.
SUBJECTS: Final = {
    "klimat": ("Bygga, bo och miljö", "Klimat och energi"),
    "energi": ("Bygga, bo och miljö", "Klimat och energi"),
    "avfalls": ("Bygga, bo och miljö", "Avfall och återvinning"),
    "naturvårds": ("Bygga, bo och miljö", "Naturvård"),
    "bostadsförsörjnings": ("Bygga, bo och miljö", "Tomter och bostäder"),
    "vatten": ("Bygga, bo och miljö", "Vatten och avlopp"),
    "biblioteks": ("Uppleva och göra", "Bibliotek"),
    "kultur": ("Uppleva och göra", "Konst"),
    "idrotts": ("Uppleva och göra", "Idrottshallar"),
    "ungdoms": ("Uppleva och göra", "Ungdom"),
    "frilufts": ("Uppleva och göra", "Friluftsliv"),
    "förenings": ("Uppleva och göra", "Föreningsstöd"),
    "folkhälso": ("Omsorg och hjälp", "Folkhälsa"),
    "äldreomsorgs": ("Omsorg och hjälp", "Äldre"),
    "anhörig": ("Omsorg och hjälp", "Anhörigstöd"),
    "tillgänglighets": ("Omsorg och hjälp", "Funktionsnedsättning"),
    "näringslivs": ("Näringsliv och arbete", "Etablering"),
    "landsbygds": ("Näringsliv och arbete", "Landsbygd"),
    "upphandlings": ("Näringsliv och arbete", "Upphandling"),
    "besöksnärings": ("Näringsliv och arbete", "Besöksnäring"),
    "kompetensförsörjnings": ("Näringsliv och arbete", "Kompetensförsörjning"),
    "cykel": ("Trafik och resor", "Cykel"),
    "trafik": ("Trafik och resor", "Trafiksäkerhet"),
    "parkerings": ("Trafik och resor", "Parkering"),
    "skolutvecklings": ("Barn och utbildning", "Grundskola"),
    "elevhälso": ("Barn och utbildning", "Elevhälsa"),
    "barnrätts": ("Barn och utbildning", "Förskola"),
    "digitaliserings": ("", ""),
    "jämställdhets": ("", ""),
    "integrations": ("", ""),
    "kommunikations": ("", ""),
    "krisberedskaps": ("", ""),
    "personal": ("", ""),
    "säkerhets": ("", ""),
    "likabehandlings": ("", ""),
    "internationell": ("", ""),
    "finans": ("", ""),
    "medborgardialog": ("", ""),
}
KINDS: Final = (
    "strategi",
    "plan",
    "program",
    "policy",
    "handlingsplan",
    "plan",
    "strategi",
    "åtgärdsprogram",
)
OTHER_KINDS: Final = (
    "Riktlinjer för {}arbetet", "Överenskommelse om {}samverkan", "Program för {}frågor", "Plan för {}arbetet",
    "Reglemente för {}nämnden", "Handlingsplan mot brister i {}arbetet", "Ramverk för {}frågor",
)  # fmt: skip
UNTOLD: Final = (
    "Tillsammans för {place}", "Framtid {place} 2040", "Ett {place} för alla", "Så växer vi", "{place} lyfter",
    "Barnens bästa i {place}", "Vägen framåt", "Mot nya höjder", "Kraften i {place}", "Vi gör det ihop",
)  # fmt: skip
LISTINGS: Final = (
    "Styrdokument", "Styrande dokument", "Författningssamling", "Policyer och strategier",
    "Planer och styrande dokument", "Regler och styrdokument", "Kommunens regelverk", "Viktiga styrdokument",
)  # fmt: skip
CATEGORIES: Final = (
    "Barn och utbildning", "Omsorg och stöd", "Miljö och byggande", "Kultur och fritid", "Näringsliv",
    "Trafik", "Personal", "Demokrati och ledning",
)  # fmt: skip

BOARDS: Final = ("Kommunfullmäktige", "Kommunstyrelsen", "Socialnämnden", "Byggnadsnämnden", "Kulturnämnden")
FORMS: Final = ("Blankett {}", "Ansökan {}", "Anmälan {}", "Fullmakt {}", "E-tjänst {}")
FEES: Final = ("Taxa {}", "Avgifter {}", "Prislista {}")
LEAFLETS: Final = (
    "Faktablad {}", "Broschyr {}", "Karta {}", "Informationsblad {}", "Bilder {}", "Protokollsutdrag {}",
    "Presentation {}", "Tidtabell {}", "Matsedel {}", "Checklista {}",
)  # fmt: skip
NEWS: Final = (
    "Nu öppnar {}", "Stort intresse för {}", "Välkommen till {}", "Så blev året för {}", "Ny chef för {}",
    "Avstängd väg vid {}", "Invigning vid {}", "Tyck till om {}", "Ny klimatstrategi efter besök vid {}",
)  # fmt: skip
EVENTS: Final = (
    "Konsert vid {}",
    "Loppis vid {}",
    "Sagostund vid {}",
    "Föreläsning vid {}",
    "Program vid {}",
)
SERVICES: Final = (
    "Lediga jobb {}", "E-tjänster {}", "Felanmälan {}", "Logga in {}", "Öppettider {}", "Kontaktuppgifter {}",
)  # fmt: skip

PROSE: Final = (
    "Här hittar du det mesta som rör vardagen hos oss, samlat på ett ställe.",
    "Du är välkommen att höra av dig till kontaktcenter om du undrar över något.",
    "Verksamheten bedrivs på flera platser i kommunen och har öppet hela året.",
    "Vi arbetar tillsammans med föreningar och företag på orten.",
    "Kom ihåg att anmäla i god tid, gärna minst tre veckor i förväg.",
    "Personalen är utbildad och finns på plats under dagtid.",
    "Under sommaren gäller andra tider, som anslås vid ingången.",
    "Alla ska kunna delta på lika villkor, oavsett var i kommunen man bor.",
    "Har du frågor om fakturan svarar ekonomienheten på vardagar.",
    "Tänk på att ta med legitimation vid besöket.",
)
CHAPTERS: Final = ("Inledning", "Syfte", "Mål", "Åtgärder", "Ansvar", "Uppföljning")
DUTIES: Final = (
    "Kommunen ska samordna arbetet med näringsliv, föreningar och andra myndigheter.",
    "Varje nämnd ska årligen redovisa hur målen har nåtts och vilka hinder som finns.",
    "Insatserna ska vara långsiktiga och bygga på kunskap om invånarnas behov.",
    "Förvaltningarna bör ta fram gemensamma arbetssätt och dela sina erfarenheter.",
    "Resurserna ska fördelas dit där nyttan är störst för dem som bor och verkar här.",
    "Dokumentet ska revideras en gång per mandatperiod av kommunstyrelsen.",
)
