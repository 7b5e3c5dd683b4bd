"""Good files with seeded damage: bytes flipped, cut, doubled, spliced, numbers and names exchanged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tests.extract.circles import make_deep_structure, make_form_circle
from tests.extract.pdfs import make_pdf, set_lines


def iter_mutations(good: Sequence[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged copies of good files, each with the kind of damage; the same for the same seed."""
    chance = random.Random(seed)
    kinds = sorted(_DAMAGES)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield kind, _DAMAGES[kind](bytearray(chance.choice(good)), chance, good)


Damage = Callable[[bytearray, random.Random, Sequence[bytes]], bytes]


def _flip(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> bytes:
    for _turn in range(chance.choice((1, 4, 40, 400))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _cut(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return bytes(content[:start] + (content[end:] if chance.random() < 0.5 else b""))


def _double(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return bytes(content[:end] + content[start:end] * chance.choice((1, 2, 5)) + content[end:])


def _splice(content: bytearray, chance: random.Random, good: Sequence[bytes]) -> bytes:
    other = chance.choice(good)
    return bytes(content[: chance.randrange(len(content))]) + other[chance.randrange(len(other)) :]


_NUMBERS: Final = [b"0", b"-1", b"2147483647", b"4294967296", b"99999999999", b"1e9", b"0.0000001"]


def _renumber(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Other numbers in dictionaries: the damage that parsers suffer from most."""
    pieces = bytes(content).split(b" ")
    places = [place for place, piece in enumerate(pieces) if piece.isdigit()]
    for place in chance.sample(places, min(len(places), chance.choice((1, 3, 20)))):
        near = b"%d" % max(int(pieces[place][:9]) + chance.choice((-1, 1, 2)), 0)
        pieces[place] = chance.choice([*_NUMBERS, near, near, near])
    return b" ".join(pieces)


def _rename(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Names of PDF exchanged for each other."""
    names = [b"/Kids", b"/Parent", b"/K", b"/P", b"/Contents", b"/Length", b"/Font", b"/Type", b"/W", b"/N"]
    damaged = bytes(content)
    for _turn in range(chance.choice((1, 2, 4))):
        old, new = chance.sample(names, 2)
        damaged = damaged.replace(old, new, chance.choice((1, -1)))
    return damaged


_DAMAGES: Final[dict[str, Damage]] = {
    "bytes flipped": _flip,
    "cut": _cut,
    "doubled": _double,
    "names exchanged": _rename,
    "numbers changed": _renumber,
    "spliced": _splice,
}


def make_good_files() -> list[bytes]:
    """Small good files of several builds, to be damaged: by hand, and typeset with and without tags."""
    import typst

    source = (
        '#set text(lang: "sv", size: 10pt)\n#set page(numbering: "1")\n= Samverkan\n#lorem(60)\n\n'
        "+ Första\n+ Andra\n\n#table(columns: 3, [Mål], [Mått], [Ansvar], [Ett], [2], [Nämnden])\n"
        "== Mer\n#lorem(90)"
    )
    lines = set_lines(["Kommunen samverkar med föreningar", "i hela länet och följer upp arbetet."])
    return [
        make_pdf([lines, lines]),
        make_deep_structure(3),
        make_form_circle(),
        typst.compile(source.encode(), ignore_system_fonts=True),
        typst.compile(source.encode(), pdf_tags=False, ignore_system_fonts=True),
    ]
