from __future__ import annotations

import gettext
import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from selectolax.lexbor import LexborHTMLParser as HTMLParser

import review
from corpus.records import Dimension
from models.codebook import load_codebook
from review.language import LOCALE
from review.sayings import SAYINGS
from tests.review.desks import Study, add_person, answer_form, make_client

_SOURCE = Path(review.__file__).parent
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "N_": None, "count": (1, 2)}


def _extract() -> set[str]:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
    options = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    found = extract_from_dir(_SOURCE, methods, options, _KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def _read_catalogue() -> Catalog:
    with (LOCALE / "sv.po").open("rb") as source:
        return read_po(source, locale="sv")


def test_every_message_has_its_swedish_and_none_is_left_over() -> None:
    there = {one.id if isinstance(one.id, str) else one.id[0]: one for one in _read_catalogue() if one.id}
    assert _extract() == set(there)
    assert not [
        name
        for name, one in there.items()
        if not all(one.string if isinstance(one.string, tuple) else [one.string])
    ]


def test_translations_keep_the_places_to_fill_in() -> None:
    for one in _read_catalogue():
        if isinstance(one.id, str) and one.id:
            assert sorted(re.findall(r"%\(\w+\)s", one.id)) == sorted(
                re.findall(r"%\(\w+\)s", str(one.string))
            )


def test_what_the_store_says_is_said_so_by_the_store() -> None:
    source = re.sub(r'"\s+"', "", (_SOURCE.parent / "corpus" / "reshaping.py").read_text("utf-8"))
    assert [saying for saying in SAYINGS if saying not in source] == []


class _Pseudo(gettext.NullTranslations):
    """A language in which every message stands in brackets, so that what is no message shows."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


_ALLOWED = re.compile(
    r"[\W\d_]*|[A-Z0-9]{1,2}|[A-Za-z/?+-]|Enter|samverkan( \w+)?|Svenska|English|Provstudie|Anna Lind|Bo"
)
"""Signs, keys, commands, languages by their own names, and the names of this test."""


def _find_bare(page: str, data: set[str]) -> list[str]:
    """Texts of a page that are neither a message nor from the study."""
    tree = HTMLParser(page)
    for hidden in tree.css("script, style, [lang=sv], [lang=en], title"):
        hidden.decompose()
    bare = []
    assert tree.body is not None
    for node in tree.body.traverse(include_text=True):
        if node.tag == "-text":
            text = re.sub(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", node.text()).strip()
            for known in sorted(data, key=len, reverse=True):
                text = text.replace(known, "")
            text = text.strip()
            bare += [text] if not _ALLOWED.fullmatch(text) else []
        for name in ("aria-label", "title", "placeholder", "alt"):
            text = node.attributes.get(name) or ""
            bare += (
                [text]
                if text.strip() not in data and "⟦" not in text and not _ALLOWED.fullmatch(text)
                else []
            )
    return bare


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/documents",
        "/memos",
        "/settings",
        "/nothing",
        "{code}",
        "{document}",
        "{code}/next",
        "/code/second",
    ],
)
def test_no_word_is_outside_the_catalogue(study: Study, address: str) -> None:
    with make_client(replace(study.desk, language="pseudo"), {"pseudo": _Pseudo()}) as client:
        labels = {code.sv for dimension in _codebook(study) for code in dimension.codes} | {
            d.sv for d in _codebook(study)
        }
        page = client.get(study.address(0)).text
        client.post(study.address(0), data=answer_form(page))
        client.post("/memos", data={"kind": "passage", "target": study.passages[0].id, "text": "Memo"})
        add_person(study.desk, "Bo")
        made = address.format(code=study.address(0), document=f"/document/{study.document.sha256}")
        answer = client.get(made, follow_redirects=True)
        texts = {passage.text for passage in study.passages}
        data = {*texts, *labels, "Memo", "Sjöbacka", "Plan för samverkan"}
        assert _find_bare(answer.text, data) == []


def _codebook(study: Study) -> tuple[Dimension, ...]:
    return load_codebook(study.desk.codebook_path).dimensions
