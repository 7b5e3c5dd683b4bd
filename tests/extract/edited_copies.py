"""A collection of documents with known likenesses: the coded documents and edited copies of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from corpus.records import Document, LikenessKind, Metadata, Sha256
from extract.sketches import Sketch, sketch_document

FOLDER: Final = Path(__file__).parents[2] / "models/starter/documents"
DEMO: Final = ("almkoping", "storvalla", "bjorkdala", "fjallnora")
"""Municipalities that nothing may be tuned on."""
CHANGES: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)

BOILERPLATE: Final = (
    (
        "{0} kommun ansvarar enligt kommunallagen för att verksamheten bedrivs inom de ramar som fullmäktige "
        "har beslutat. Styrdokument i {0} beslutas av fullmäktige, kommunstyrelsen eller en nämnd."
    ),
    (
        "Styrdokumentet är publicerat på kommunens webbplats. Frågor besvaras av kontaktcenter i {0}, måndag "
        "till fredag klockan 8 till 16. Postadress, besöksadress och växel finns på webbplatsen för {0}."
    ),
    (
        "I {0} finns fyra slags styrande dokument: strategi, program, plan och riktlinje. De följs upp en "
        "gång varje mandatperiod. Den nämnd som ansvarar för dokumentet i {0} ansvarar också för att det "
        "följs upp."
    ),
    (
        "Kommunfullmäktige i {0} ska enligt lag besluta om mål och riktlinjer för verksamheten. Var och en "
        "har rätt att ta del av allmänna handlingar enligt tryckfrihetsförordningen, i {0} som i andra "
        "kommuner."
    ),
    (
        "Visionen för {0} är en plats där alla kan växa. Den vilar på tre värden: öppenhet, omtanke och mod. "
        "Alla nämnder och bolag i {0} ska visa hur de bidrar till visionen när de redovisar sina resultat."
    ),
    (
        "Målen i Agenda 2030 är vägledande för allt arbete i {0}. Barnkonventionen är lag sedan den 1 januari"
        " 2020, och varje beslut i {0} som rör barn ska föregås av en prövning av barnets bästa."
    ),
    (
        "Jämställdhet och likabehandling ska genomsyra verksamheten i {0}. Den som leder en verksamhet "
        "ansvarar för att statistik delas upp på kön, och för att skillnader i {0} förklaras och åtgärdas."
    ),
    (
        "Begreppen i dokumentet används som i ordlistan för {0}. Med kommunkoncernen menas kommunen och de "
        "bolag som den äger helt. Med uppföljning menas att se om det som skulle göras har blivit gjort."
    ),
)
"""What stands in every document of a municipality: a fifth of it on average."""


@dataclass(slots=True)
class Collection:
    """Documents with their texts, and what is true of them: (document, other, kind)."""

    documents: dict[Sha256, Document] = field(default_factory=dict)
    texts: dict[Sha256, list[str]] = field(default_factory=dict)
    truth: set[tuple[Sha256, Sha256, LikenessKind]] = field(default_factory=set)
    origins: dict[Sha256, frozenset[Sha256]] = field(default_factory=dict)
    """The documents that each was made from: those without a common one are unrelated."""

    def add(self, name: str, texts: Iterable[str], metadata: Metadata, found: str = "2026-01-01") -> Sha256:
        """Put in a document; its name is its id."""
        sha256 = Sha256(name)
        self.documents[sha256] = Document(
            sha256, "9801", "application/pdf", 1, f"{name}.pdf", found, metadata
        )
        self.texts[sha256] = list(texts)
        return sha256

    def derive(self, made: Sha256, *others: Sha256) -> None:
        """Note what a document was made from."""
        self.origins[made] = frozenset(others)

    def is_related(self, first: Sha256, second: Sha256) -> bool:
        """Whether two documents go back to a common one."""
        origins = [self.origins.get(one, frozenset([one])) for one in (first, second)]
        return bool(origins[0] & origins[1])

    def sketch(self) -> list[Sketch]:
        """The sketches of all documents."""
        return [sketch_document(sha256, texts) for sha256, texts in self.texts.items()]


def load_texts() -> Iterator[tuple[str, str, list[str]]]:
    """Each coded document: its name, its municipality and the texts of its passages."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        if not path.name.startswith(DEMO):
            head, *rows = map(json.loads, path.read_text("utf-8").splitlines())
            yield (
                path.stem,
                head["municipality"],
                [row["text"] for row in rows if not row["type"].startswith("h")],
            )


def change(texts: list[str], share: float, chance: random.Random) -> list[str]:
    """A copy with a share of its passages changed: half of those in a word a sentence, half rewritten."""
    changed = list(texts)
    for turn, place in enumerate(chance.sample(range(len(texts)), round(share * len(texts)))):
        words = texts[place].split()
        if turn % 2:
            changed[place] = " ".join(reversed(words))
        else:
            changed[place] = texts[place].replace(". ", " numera. ") + " Detta gäller numera."
    return changed


def break_lines(texts: list[str]) -> list[str]:
    """The same text as another producer breaks it up: other passages, other hyphens, other spaces."""
    whole = "\n".join(texts).replace(". ", ".\n").replace("kommun", "kom\xadmun")
    return [" ".join(line.split()) for line in whole.split("\n")]


def make_collection(seed: int) -> Collection:
    """About seventy documents with their municipality's boilerplate, and as many likenesses of every sort."""
    chance = random.Random(seed)
    collection = Collection()
    bases = []
    for name, municipality, texts in load_texts():
        shared = [text.format(municipality) for text in BOILERPLATE]
        base = collection.add(name, [*shared[:4], *texts, *shared[4:]], Metadata(title=name, adopted="2021"))
        bases.append(base)
    chance.shuffle(bases)
    for number, base in enumerate(bases):
        _MAKERS[number % len(_MAKERS)](collection, base, chance)
    for first, second in zip(bases[::6], bases[1::6], strict=False):
        merged = collection.texts[first] + collection.texts[second]
        made = collection.add(f"{first}-och-{second}", merged, Metadata(title="Samlade styrdokument"))
        collection.derive(made, first, second)
        lengths = [sum(map(len, collection.texts[one])) for one in (first, second)]
        for one, length in zip((first, second), lengths, strict=True):
            if length < 0.6 * sum(lengths):  # else the whole is rather a version with additions
                collection.truth.add((one, made, LikenessKind.PART))
    return collection


def _add_revision(collection: Collection, base: Sha256, chance: random.Random) -> None:
    share = CHANGES[chance.randrange(len(CHANGES))]
    texts = change(collection.texts[base], share, chance)
    made = collection.add(f"{base}-2024", texts, Metadata(title=f"{base} 2024", adopted="2024-05-02"))
    collection.derive(made, base)
    collection.truth.add((made, base, LikenessKind.REVISION))


def _add_shuffled_draft(collection: Collection, base: Sha256, chance: random.Random) -> None:
    texts = change(collection.texts[base], 0.1, chance)
    chance.shuffle(texts)
    made = collection.add(f"{base}-remissversion", texts, Metadata(title=base, adopted="2021"))
    collection.derive(made, base)
    collection.truth.add((made, base, LikenessKind.DRAFT))


def _add_copy(collection: Collection, base: Sha256, _: random.Random) -> None:
    texts = break_lines(collection.texts[base])
    made = collection.add(f"{base}-kopia", texts, Metadata(title=base, adopted="2021"), "2026-02-01")
    collection.derive(made, base)
    collection.truth.add((made, base, LikenessKind.COPY))


def _add_part(collection: Collection, base: Sha256, chance: random.Random) -> None:
    texts = collection.texts[base]
    size = max(round(len(texts) * chance.uniform(0.15, 0.5)), 6)
    start = chance.randrange(len(texts) - size)
    made = collection.add(f"{base}-bilaga", texts[start : start + size], Metadata(title="Bilaga"))
    collection.derive(made, base)
    collection.truth.add((made, base, LikenessKind.PART))


_MAKERS: Final = (_add_revision, _add_shuffled_draft, _add_revision, _add_copy, _add_revision, _add_part)
