"""Web pages of fictional municipalities, in the frames of four content systems: policies, and what is not."""

from dataclasses import dataclass

MENU = "".join(
    f'<li><a href="/{word}/">{word}</a></li>' for word in ["omsorg", "bygga", "uppleva", "kommun", "nyheter"]
)
FRAMES = {
    "main": '<header><a href="/">{site}</a><nav><ul>{menu}</ul></nav></header><main>{body}</main>'
    "<footer>Växel 0123-45 60 00. Policy för kakor.</footer>",
    "portlet": '<div class="pagecontent"><div id="menu" role="navigation"><ul>{menu}</ul></div>'
    '<div role="main" class="sv-text-portlet"><div class="sv-text-portlet-content">{body}</div></div></div>',
    "article": '<div id="page"><nav>{menu}</nav><article class="e"><header>{head}</header>{rest}</article>'
    "<aside>Kontakta oss</aside></div>",
    "bare": "<table><tr><td><nav>{menu}</nav></td><td>{body}</td></tr></table>",
}

_PROSE = {
    "policy": [
        "{x} är en förutsättning för en långsiktigt hållbar utveckling av kommunen som helhet.",
        "Kommunen ska bedriva arbetet systematiskt och i nära samverkan med föreningslivet och regionen.",
        "Alla nämnder och bolag ska integrera målen i sin ordinarie verksamhetsplanering och budgetprocess.",
        "Arbetet ska utgå från bästa kunskap och prövas mot nationella och regionala mål.",
        "Verksamheterna bör samordna sina insatser så att resurserna används effektivt och likvärdigt.",
        "Kommunstyrelsen har det övergripande ansvaret och ska årligen redovisa resultatet för fullmäktige.",
        "Dokumentet omfattar samtliga förvaltningar samt de helägda bolagen och gäller tills vidare.",
        "Invånarna ska ges möjlighet till inflytande i ett tidigt skede av planeringen.",
        "Vid upphandling ska krav ställas som bidrar till att de övergripande målen nås.",
        "Åtgärderna prioriteras efter nytta, kostnad och möjlighet att följa upp effekten över tid.",
    ],
    "service": [
        "Du ansöker enklast i vår e-tjänst, där du också kan följa ditt ärende.",
        "Har du frågor kan du ringa vårt servicecenter, så hjälper vi dig att hitta rätt.",
        "Du får ett beslut hem i brevlådan inom sex veckor från att din ansökan är komplett.",
        "Tänk på att du behöver ha din legitimation med dig när du besöker oss.",
        "Om du inte är nöjd med ditt beslut kan du överklaga det, och vi berättar hur du gör.",
        "Avgiften beror på din inkomst och på hur mycket hjälp du behöver i ditt hem.",
    ],
    "news": [
        "I går samlades ett femtiotal personer i Folkets hus för att diskutera framtidens {x}.",
        "– Vi är mycket glada över intresset, säger kommunalrådet Ulla Nyberg.",
        "Förslaget skickas nu på remiss till partier och föreningar och alla är välkomna att tycka till.",
        "Under hösten hålls tre öppna möten i Åsbro, Vedum och Norrhult.",
        "Efter sommaren tas ärendet upp i kommunfullmäktige, som väntas fatta beslut i november.",
    ],
}  # fmt: skip


def prose(kind: str, subject: str, count: int) -> str:
    sentences = [line.replace("{x}", subject) for line in _PROSE[kind]]
    chosen = [sentences[index % len(sentences)] for index in range(count * 3)]
    paragraphs = [" ".join(chosen[index : index + 3]) for index in range(0, len(chosen), 3)]
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def frame(name: str, heading: str, body: str, site: str = "Grenås kommun", head: str = "") -> bytes:
    heading_html = f"<h1>{heading}</h1>"
    inside = FRAMES[name].format(menu=MENU, site=site, body=heading_html + body, head=heading_html, rest=body)
    top = f'<!DOCTYPE html><html lang="sv"><head><title>{heading} - {site}</title>{head}</head>'
    return f"{top}<body>{inside}</body></html>".encode()


@dataclass(frozen=True)
class Sample:
    """A page with its path, and whether a listing led to it."""

    path: str
    body: bytes
    below_listing: bool = False


def chapters(kind: str, subject: str, names: str, each: int = 2) -> str:
    return "".join(f"<h2>{name}</h2>{prose(kind, subject, each)}" for name in names.split("|"))


ADOPTED = "<p>Antagen av kommunfullmäktige 2022-11-28, § 143</p>"
CARD = (
    "<dl><dt>Dokumenttyp</dt><dd>Policy</dd><dt>Antagen av</dt><dd>Kommunstyrelsen</dd>"
    "<dt>Diarienummer</dt><dd>KS 2021/77</dd><dt>Dokumentansvarig</dt><dd>HR-chefen</dd></dl>"
)
PDF_LINK = '<p><a href="/download/18.1a2b/1650000000000/{name}">{text}</a></p>'

POLICIES = (
    Sample("/styrdokument/alkohol-och-drogpolicy", frame("main", "Drogpolicy", ADOPTED + chapters(
        "policy", "Trygghet", "Syfte|Ansvar|Uppföljning")), below_listing=True),
    Sample("/kommun/vision-2040", frame("portlet", "Vision 2040", ADOPTED + prose("policy", "Öppenhet", 7))),
    Sample("/politik/riktlinjer-foreningsbidrag", frame("article", "Riktlinjer för föreningsbidrag", ADOPTED
        + chapters("policy", "Föreningsliv", "1. Inledning|2. Definitioner|3. Villkor|4. Beslut"))),
    Sample("/sa-styrs/digitaliseringsstrategi", frame("main", "Grenås kommuns digitaliseringsstrategi", CARD
        + chapters("policy", "Digitalisering", "Bakgrund|Mål|Genomförande")), below_listing=True),
    Sample("/miljo/energi-och-klimatplan-2023-2030", frame("bare", "Energi- och klimatplan 2023–2030",
        chapters("policy", "Minskade utsläpp", "Nuläge|Målområden|Åtgärder|Uppföljning|Organisation", 5))),
    Sample("/forfattningssamling/reglemente-ks", frame("portlet", "Reglemente för kommunstyrelsen", ADOPTED
        + chapters("policy", "Styrelsens uppgift", "1 § Uppgifter|2 § Ansvar|3 § Delegering|4 § Ärenden"))),
    Sample("/kultur/biblioteksplan", frame("article", "Biblioteksplan 2024–2027", "<p>Fastställd av "
        "kultur- och fritidsnämnden 2023-12-04</p>" + prose("policy", "Läsning", 8))),
    Sample("/trygghet/handlingsplan-mot-vald", frame("main", "Handlingsplan mot våld i nära relationer",
        ADOPTED + chapters("policy", "Ett liv utan våld", "Inledning|Utgångspunkter|Insatser"))),
    Sample("/omsorg/plan-for-funktionshinder", frame("portlet", "Plan för funktionshinderspolitiken", ADOPTED
        + chapters("policy", "Delaktighet", "Bakgrund|Syfte|Åtgärder")), below_listing=True),
    Sample("/samverkan/overenskommelse", frame("main", "Överenskommelse om samverkan med civilsamhället",
        ADOPTED + chapters("policy", "Samverkan", "Värdegrund|Förhållningssätt|Uppföljning"))),
)  # fmt: skip

FILES = "".join(
    f'<li><a href="/globalassets/styrdokument/{name}.pdf">{name.capitalize()}</a> (pdf, 231 kB)</li>'
    for name in ("biblioteksplan", "klimatstrategi", "kulturplan", "resepolicy", "vision", "folkhälsoplan")
)
OTHERS = (
    Sample("/styrdokument", frame("main", "Styrdokument", f"<p>Här finns alla.</p><ul>{FILES}</ul>")),
    Sample("/politik/planer-och-program", frame("portlet", "Planer och program", prose(
        "policy", "Styrning", 6) + f"<ul>{FILES}</ul>"), below_listing=True),
    Sample("/politik/strategier", frame("article", "Strategier", ADOPTED + prose("policy", "Styrning", 9)
        + f"<ul>{FILES}</ul>"), below_listing=True),
    Sample("/politik/policyer", frame("main", "Policyer och riktlinjer", prose("policy", "x", 9))),
    Sample("/nyheter/ny-klimatstrategi", frame("article", "Ny klimatstrategi på remiss", prose(
        "news", "klimatarbete", 9))),
    Sample("/nyheter/klimatplan", frame("article", "Klimatplan 2030", "<p>Publicerad 3 mars 2024</p>" + prose(
        "news", "klimatarbete", 12))),
    Sample("/aktuellt/2024/kulturstrategi", frame("main", "Kulturstrategi", ADOPTED + prose(
        "news", "kultur", 12), head='<script type="application/ld+json">{"@type": "NewsArticle"}</script>')),
    Sample("/kommun/fullmaktige-antog", frame("main", "Kommunen antar ny folkhälsopolicy", prose(
        "news", "hälsa", 12))),
    Sample("/bygga/riktlinjer-for-bygglov", frame("main", "Riktlinjer för altaner", prose(
        "service", "altaner", 10))),
    Sample("/omsorg/genomforandeplan", frame("portlet", "Genomförandeplan", prose("service", "hjälp", 14)),
        below_listing=True),
    Sample("/omsorg/avgifter", frame("main", "Avgifter och taxa", prose("service", "avgift", 14))),
    Sample("/skola/plan-mot-krankande", frame("main", "Plan mot kränkande behandling", "<p>Kort.</p>")),
    Sample("/bygga/detaljplan-norra", frame("main", "Detaljplan för Norra hamnen", ADOPTED + chapters(
        "policy", "Hamnen", "Syfte|Bakgrund|Genomförande", 4))),
    Sample("/politik/protokoll", frame("bare", "Protokoll från kommunstyrelsen", ADOPTED + chapters(
        "policy", "Ärenden", "1 § Upprop|2 § Val|3 § Bidrag|4 § Övrigt"))),
    Sample("/kontakt", frame("main", "Kontakta oss", prose("service", "oss", 8))),
    Sample("/", frame("main", "Välkommen till Grenås", prose("service", "oss", 3))),
    Sample("/jobb/sa-arbetar-vi", frame("main", "Så arbetar vi med hållbarhet", ADOPTED + chapters(
        "policy", "Hållbarhet", "Bakgrund|Mål|Uppföljning", 4)), below_listing=True),
    Sample("/evenemang/program", frame("article", "Program för kulturnatten", prose("news", "kultur", 12))),
    Sample("/politik/arsredovisning", frame("main", "Årsredovisning 2023", ADOPTED + chapters(
        "policy", "Ekonomin", "Förord|Sammanfattning|Mål", 5)), below_listing=True),
    Sample("/e-tjanster/ansokan-enligt-plan", frame("main", "Ansökan enligt biblioteksplan", prose(
        "service", "ansökan", 10) + "<form><input name='a'></form>")),
)  # fmt: skip

LANDING = Sample(
    "/styrdokument/naringslivsstrategi",
    frame(
        "main",
        "Näringslivsstrategi",
        "<p>Strategin visar vägen för ett växande näringsliv.</p>"
        "<p><strong>Typ:</strong> Strategi</p>"
        "<p>Antagen av: Kommunfullmäktige</p><p>Antagen: 2023-05-29 § 87</p>"
        "<table><tr><th>Organisation</th><td>Näringslivsenheten</td></tr></table>"
        + PDF_LINK.format(name="n%C3%A4ringslivsstrategi_2023.pdf", text="Näringslivsstrategi (pdf, 1,2 MB)")
        + "<p>Publicerad: 2023-06-02</p><p>Sidan uppdaterades den 14 mars 2024</p>",
    ),
    below_listing=True,
)
MISSING = (
    "Sidan kunde inte hittas", "Sidan hittades inte", "404", "Sidan finns inte", "Page not found",
    "404 - Sidan finns inte längre", "Hoppsan! Sidan du söker kunde tyvärr inte hittas", "Dokumentet saknas",
    "Vi hittar inte sidan", "Fel 404",
)  # fmt: skip
PRESENT = (
    "Riktlinjer för borttagna sidor", "Sidan för föräldrar", "Förlorat och hittat", "Väg 404 stängs",
    "Det som inte finns", "Sidan",
)  # fmt: skip
