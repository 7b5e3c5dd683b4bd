"""No word of the codebook's and the model's pages is outside the catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.codebook import load_codebook
from review.codebook_forms import TEXTS
from tests.review.desks import Study, answer_form, make_client
from tests.review.taught import fill_form, shelve_model
from tests.review.test_language import _find_bare, _Pseudo

REGION = "/codebook/code/partner.region"


@pytest.mark.parametrize(
    "address",
    [
        "/codebook",
        REGION,
        f"{REGION}/change",
        f"{REGION}/split",
        f"{REGION}/merge",
        f"{REGION}/retire",
        "/codebook/add",
        "/codebook/history",
        "/codebook/compare?old=1&new=2",
        "/model",
        "/model/{coder}",
        "{code}",
    ],
)
def test_no_word_is_outside_the_catalogue(study: Study, tmp_path: Path, address: str) -> None:
    with make_client(replace(study.desk, language="pseudo"), {"pseudo": _Pseudo()}) as client:
        before = load_codebook(study.desk.codebook_path)
        client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
        form = fill_form(client.get(f"{REGION}/change").text, definition="En region.", reason="Därför.")
        seen = client.post("/codebook/preview", data=form)
        client.post("/codebook/save", data=fill_form(seen.text))
        report = shelve_model(study.desk)
        made = address.format(coder=report.coder, code=study.address(0))
        pages = [client.get(made).text, *([seen.text] if made == REGION else [])]
        empty = fill_form(client.get("/codebook/add").text)
        pages += [client.post("/codebook/preview", data=empty).text] if made == "/codebook/add" else []
    dimensions = (*before.dimensions, *load_codebook(study.desk.codebook_path).dimensions)
    texts = {str(getattr(code, name)) for one in dimensions for code in one.codes for name in TEXTS}
    texts |= {str(code.id) for one in dimensions for code in one.codes} | {one.sv for one in dimensions}
    texts |= {name for _, sv, en in before.sectors for name in (sv, en)} | {
        f.sv for f in before.false_friends
    }
    data = {one for one in texts if one} | {
        report.coder,
        report.before,
        "Därför.",
        "Sjöbacka",
        study.passages[0].text,
    }
    data |= {study.passages[0].text, "Plan för samverkan", "%", "F1"}
    for page in pages:
        assert _find_bare(page, data) == []
