"""The words by which Swedish municipalities name what is wanted and what is not.

A pure table and its reader. Words are compared without case and without the dots and rings of å ä ö,
since half of all addresses are written without them. A term matches whole words with their endings, so
that "plan" is not found in "planka" and "vision" not in "television":

- ``strategi``   the word itself, in any form ("strategier", "strategins")
- ``-strategi``  the word, or a compound that it ends ("klimatstrategi"): a Swedish compound is what its
  last part says
- ``klimat-``    the word, or a compound that it begins ("klimatarbete")
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote


class Sense(StrEnum):
    """What a word says about the thing that it names."""

    GENRE = "governing document"
    LIKELY = "likely a governing document"
    WEAK = "perhaps a governing document"
    STUDY = "report or study"
    TOPIC = "policy area"
    LISTING = "listing of governing documents"
    WAY = "way towards listings"
    DATED = "adopted, valid"
    MINUTES = "minutes and meetings"
    FORM = "forms and applications"
    FEE = "fees"
    PLANNING = "detail plans and building permits"
    NEWS = "news and events"
    SERVICE = "services and everyday information"
    REPORT = "annual reports and leaflets"
    NOTHING = ""


UNWANTED = frozenset(
    {Sense.MINUTES, Sense.FORM, Sense.FEE, Sense.PLANNING, Sense.NEWS, Sense.SERVICE, Sense.REPORT}
)
"""Senses that speak against; REPORT only outside a listing of governing documents."""

# The most particular first: an earlier line wins over a later one. Start weights, fitted to no data: the
# words of the field notes (329 real document addresses, 20 listing pages), the kinds of document in
# corpus.records, and programmes of events, which a trial crawl let through.
_TERMS: tuple[tuple[Sense, str], ...] = (
    (
        Sense.NOTHING,
        """
        -revision -television -provision -division -kollektivavtal -hyresavtal -biträdesavtal planet
        -planeten -fotbollsplan -bollplan -idrottsplan -lekplan -gräsplan -lektionsplan -kursplan -läroplan
        -timplan -schemaplan -sittplan -våningsplan -situationsplan -kontrollplan -badplan
        -tvprogram -datorprogram -gymnasieprogram -introduktionsprogram
        -antivirusprogram -föredragsplan
        """,
    ),
    (
        Sense.MINUTES,
        """
        -protokoll -protokollsutdrag protokolls- -kallelse -föredragningslista -dagordning
        -kungörelse -anslagstavla anslagsbevis -tjänsteskrivelse -diarium -diariet -postlista
        -ärendelista möteshandling -möteshandlingar handlingar sammanträdes- -sammanträde
        -beslutslista -sammanträdestid
        """,
    ),
    (
        Sense.FORM,
        """
        -blankett -ansökan -ansökning ansöknings- -anmälan -formulär -fullmakt felanmäl- etjänst
        -etjänst -självservice -intresseanmälan -checklista
        """,
    ),
    (
        Sense.FEE,
        """
        -taxa -taxor -taxebilaga -avgift -avgifter -prislista -priser hyrestariff -tariff
        """,
    ),
    (
        Sense.PLANNING,
        """
        -detaljplan detaljplane- -plankarta -planbeskrivning -planprogram -samrådshandling
        -samrådsredogörelse -granskningshandling -granskningsutlåtande -samråd bygglov- -planritning
        -planbesked -nybyggnadskarta -illustrationsplan -grundkarta -bygglov
        """,
    ),
    (
        Sense.NEWS,
        """
        nyhet nyheter nyhetsarkiv -pressmeddelande -evenemang -kalender -kalendarium kalendarie-
        -bildgalleri -blogg -festival -natt -natten -vecka -veckan -nationaldag -nationaldagen -lovet
        -evenemangsprogram -festivalprogram -konsertprogram -filmprogram -teaterprogram -kursprogram
        -konferensprogram -seminarieprogram -aktivitetsprogram -lovprogram -lovsprogram -höstprogram
        -vårprogram -sommarprogram -vinterprogram -julprogram -dagsprogram
        """,
    ),
    (
        Sense.SERVICE,
        """
        -matsedel -matsedlar -meny -öppettider -jobbannons -sök -sökresultat
        -inloggning rss print -öppethållande -tidtabell -läsårsdata -läsårstider webbkarta
        -kontaktuppgifter -cookie cookies -webbkamera
        """,
    ),
    (
        Sense.GENRE,
        """
        -strategi -policy -policyer -policies -handlingsplan -åtgärdsplan -åtgärdsprogram -färdplan
        -riktlinje -reglement -reglemente -överenskommelse -avsiktsförklaring -ramverk -vision
        -styrdokument -partnerskap -idéburet iop -medborgarlöfte -ägardirektiv -samverkansavtal
        -samarbetsavtal -förbundsordning -delegationsordning -arbetsordning -arkivordning
        -planeringsstrategi -översiktsplan -färdriktning -inriktningsdokument -inriktningsmål
        -sårbarhetsanalys strategisk strategiska -avtal -värdegrund
        """,
    ),
    (
        Sense.REPORT,
        """
        -årsredovisning -delårsrapport -delårsbokslut -årsbokslut -bokslut -årsrapport -faktablad
        -tidning -nyhetsbrev -broschyr -verksamhetsberättelse -budget -karta -kartor -folder
        -affisch -informationsblad -patientsäkerhetsberättelse -kvalitetsberättelse
        """,
    ),
    (
        Sense.WEAK,
        """
        plan planer planerna planen program programmet mål målen målet agenda -agenda -föreskrift
        -bestämmelse -ordning -norm -direktiv -rutin
        -stadga -kulturprogram
        """,
    ),
    (
        Sense.LISTING,
        """
        -författningssamling -regelverk publikation publikationer -regelsamling
        """,
    ),
    (
        Sense.WAY,
        """
        politik -dokument demokrati insyn -organisation styrning -beslut styrs
        """,
    ),
    (Sense.STUDY, "-utvärdering -uppföljning -utredning -rapport"),
    # After the particular plans and programmes, every other compound that ends in one of them.
    (Sense.GENRE, "-plan -program"),
    (
        Sense.DATED,
        """
        antagen antaget antagna fastställd fastställt fastställda beslutad beslutat giltig gäller
        reviderad reviderat revidera dnr diarienummer
        """,
    ),
    (
        Sense.TOPIC,
        """
        klimat- energi- miljö- hållbar- bibliotek- folkhäls- äldre- näring- bostadsförsörj-
        integration- kultur- landsbygd- trygg- brottsförebygg- kompetens- digitaliser- samverka-
        samverkan- samarbet- civilsamhäll- förening- frivillig- barn- ungdom- tillgänglig-
        funktions- jämställd- beredskap- kris- besöksnäring- innovation- universitet- högskol-
        utbildning- vatten- avfall- trafik- cykel- bredband- upphandling- personal- arbetsmarknad-
        delaktighet- tillväxt- internationell- våld- suicid- andt natur-
        """,
    ),
)

# What takes several words. Matched before the single words, in the folded text; blanks here mean nothing.
_PHRASES: tuple[tuple[Sense, str], ...] = (
    (
        Sense.LISTING,
        r"""
        styrande\ dokument|styr\ ?dokument|policy(?:er|s)?\ och\ (?:strategier|planer|program|riktlinjer)|
        planer\ och\ (?:styrande|styrdokument|program|policy\w*|riktlinjer|strategier)|
        regler\ och\ styr\w*|mal\ och\ (?:styr\w*|planer|riktlinjer|strategier)|
        strategier\ och\ (?:planer|policy\w*|program)|riktlinjer\ och\ (?:policy\w*|planer|regler)|
        (?:kommunens|viktiga)\ styrdokument|policys
        """,
    ),
    (
        Sense.WAY,
        r"""
        kommun\ och\ politik|politik\ och\ (?:demokrati|paverkan|beslut)|sa\ styrs|sa\ arbetar\ vi\ med|
        organisation\ och\ styrning|bygga\ bo\ och\ miljo|mal\ och\ budget|ekonomi\ och\ styrning|
        om\ kommunen
        """,
    ),
    (
        Sense.GENRE,
        r"""
        \w+politiskt?\ (?:handlings)?(?:program|plan)|va\ plan|agenda\ 2030|letter\ of\ intent|
        risk\ (?:och\ )?sarbarhetsanalys\w*
        """,
    ),
    (
        Sense.MINUTES,
        r"(?:justerat|omedelbart\ justerat)\ protokoll|moten\ och\ (?:protokoll|handlingar|arenden)",
    ),
    (Sense.SERVICE, r"lediga\ (?:jobb|tjanster)|jobba\ hos\ oss|logga\ in|oppna\ i\ kartan|felanmalan"),
    (Sense.FORM, r"e\ ?tjanst(?:er|en)?"),
    (Sense.LIKELY, r"(?:plan|program)\ (?:for|mot|kring)"),
    (Sense.DATED, r"k[fs]\ ?(?:§|par)\ ?\d+|§\ ?\d+|20\d\d\ (?:20)?\d\d(?!\ \d)|tills\ vidare"),
)

_ENDINGS = r"(?:e|en|er|erna|n|na|r|rna|et|t|or|orna|ar|arna|s)?s?"
_FOLD = str.maketrans("åäöéüæø", "aaoeuao")
_WORD = re.compile(r"[a-z0-9]+|§")


@dataclass(frozen=True, slots=True)
class Sign:
    """One telling word: what it says, as it was read, and its place in the text (in words)."""

    sense: Sense
    word: str
    place: int


def find_signs(text: str) -> tuple[Sign, ...]:
    """The telling words of a text (an anchor, a heading, a file name, a path), in order."""
    return _signs(fold(text))


def fold(text: str) -> str:
    """Lower case a to z, digits and § only, words apart by one space; escapes are undone."""
    plain = unicodedata.normalize("NFC", unquote(text)).casefold().translate(_FOLD)
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=16384)
def _signs(folded: str) -> tuple[Sign, ...]:
    found: list[Sign] = []

    def take(match: re.Match[str]) -> str:
        place = folded.count(" ", 0, match.start())
        found.append(Sign(_SENSES[int((match.lastgroup or "p0")[1:])], match.group(), place))
        return " ".join("." for _ in match.group().split(" "))  # keeps the places of the words after it

    rest = _PHRASE.sub(take, folded)
    for place, word in enumerate(rest.split(" ")):
        sense = _sense_of(word)
        if sense is not Sense.NOTHING:
            found.append(Sign(sense, word, place))
    return tuple(sorted(found, key=lambda sign: sign.place))


@lru_cache(maxsize=65536)
def _sense_of(word: str) -> Sense:
    if len(word) < 3 or word.isdecimal():
        return Sense.NOTHING
    for sense, pattern in _PATTERNS:
        if pattern.fullmatch(word):
            return sense
    return Sense.NOTHING


def _term_pattern(term: str) -> str:
    stem = re.escape("".join(_WORD.findall(term.casefold().translate(_FOLD))))
    if term.startswith("-"):
        # Two letters at least before it: the shortest first parts of compounds ("ål", "ö" is never one).
        return f"(?:[a-z0-9]{{2,}})?{stem}{_ENDINGS}"
    return f"{stem}[a-z]*" if term.endswith("-") else f"{stem}{_ENDINGS}"


_PATTERNS = tuple((sense, re.compile("|".join(map(_term_pattern, terms.split())))) for sense, terms in _TERMS)
_SENSES = tuple(sense for sense, _ in _PHRASES)
_PHRASE = re.compile(
    "|".join(rf"(?P<p{index}>(?<!\S)(?:{pattern})(?!\S))" for index, (_, pattern) in enumerate(_PHRASES)),
    re.VERBOSE,
)
