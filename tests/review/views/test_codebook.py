from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from models.codebook import load_codebook
from tests.review.desks import Study, answer_form
from tests.review.taught import fill_form

REGION = "/codebook/code/partner.region"


def change(client: TestClient, address: str, **changes: object) -> str:
    """Fill in a form, look at what would change and save it; returns the page that was looked at."""
    seen = client.post("/codebook/preview", data=fill_form(client.get(address).text, **changes))
    assert seen.status_code == 200, seen.text
    assert client.post("/codebook/save", data=fill_form(seen.text)).headers["location"] == "/codebook"
    return seen.text


def find_code(study: Study, code: str) -> object:
    codebook = load_codebook(study.desk.codebook_path)
    return next((one for one in codebook.codes if one.id == code), None)


def test_every_code_is_there_with_how_often_it_is_given(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    tree = HTMLParser(client.get("/codebook").text)
    rows = {row.css_first("a").attributes["href"]: row for row in tree.css("table.codes tbody tr")}
    assert len(rows) == 97
    assert [cell.text() for cell in rows[REGION].css("td")] == ["3", "1"]
    assert len(tree.css("section[aria-labelledby=rules] li")) == 8


def test_a_search_finds_codes_by_their_definitions_and_cues(client: TestClient) -> None:
    found = HTMLParser(client.get("/codebook?q=lärosäte").text)
    assert "/codebook/code/partner.university" in [
        link.attributes["href"] for link in found.css("table.codes a")
    ]
    assert "Ingen kod" in client.get("/codebook?q=xyzzy").text


def test_a_code_shows_passages_that_people_gave_it(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    tree = HTMLParser(client.get(REGION).text)
    assert study.passages[0].text in [link.text() for link in tree.css(".cases a")]
    assert client.get("/codebook/code/partner.nobody").status_code == 404


def test_a_changed_definition_is_seen_before_it_is_saved_and_marks_answers(
    study: Study, client: TestClient
) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    before = study.desk.codebook_path.read_text("utf-8")
    seen = change(client, REGION + "/change", definition="En region eller flera.", reason="För snävt.")
    assert "1 stycke har fått koden" in seen
    assert HTMLParser(seen).css_first("ins").text().startswith("En region")
    assert study.desk.codebook_path.read_text("utf-8") != before
    with study.desk.reviewing() as reader:
        newest, oldest = list(reader.iter_codebook_changes())
        assert reader.get_codebook_text(newest.id) == study.desk.codebook_path.read_text("utf-8")
    assert newest.summary == "Ändrade Region (f.d. landsting): definition. För snävt."
    assert (newest.parent, newest.version, oldest.version) == (oldest.codebook, "1.1", "1.0")
    screen = client.get(study.address(0)).text
    assert "Svarat efter en tidigare definition av Region (f.d. landsting)." in screen
    queue = f"/code/outdated:{newest.codebook}"
    assert HTMLParser(client.get("/codebook").text).css_first(f"a[href='{queue}']") is not None
    assert client.get(queue).headers["location"] == f"{queue}/{study.passages[0].id}"
    client.post(f"{queue}/{study.passages[0].id}", data=answer_form(screen))
    assert client.get(queue).status_code == 200
    assert "tidigare definition" not in client.get(study.address(0)).text


def test_cues_and_names_leave_answers_as_they_are(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    seen = change(client, REGION + "/change", cues="regionen\nlandstinget")
    assert "alla svar står kvar" in seen
    assert "tidigare definition" not in client.get(study.address(0)).text


def test_a_code_is_added_and_what_is_missing_is_said_at_its_field(study: Study, client: TestClient) -> None:
    form = fill_form(client.get("/codebook/add").text, dimension="partner", sv="Körer", en="Choirs")
    refused = HTMLParser(client.post("/codebook/preview", data=form).text)
    assert refused.css_first("#f-definition").text() == "Det här måste fyllas i."
    assert refused.css_first("#definition").attributes["aria-describedby"] == "f-definition"
    assert refused.css_first("#sv").attributes["value"] == "Körer"
    change(client, "/codebook/add", dimension="partner", sv="Körer", en="Choirs", definition="Körer.")
    assert find_code(study, "partner.choirs") is not None
    again = {
        **form,
        "definition": "Körer.",
        "base": HTMLParser(client.get("/codebook/add").text).css_first("[name=base]").attributes["value"],
    }
    assert "redan en kod" in client.post("/codebook/preview", data=again).text


def test_a_code_is_split_and_the_part_that_keeps_its_id_is_no_longer_the_whole(
    study: Study, client: TestClient
) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    parts = {"b-sv": "Löst nätverk", "b-en": "Loose network", "b-definition": "Ett nätverk utan form."}
    seen = change(client, "/codebook/code/form.network/split", **parts)
    assert "Delat" in seen
    assert find_code(study, "form.loose_network") is not None
    assert "tidigare definition av Nätverk" in client.get(study.address(0)).text


def test_what_the_rules_do_not_allow_is_refused(client: TestClient) -> None:
    parts = {"b-sv": "Regionbolag", "b-en": "Companies", "b-definition": "Regionens bolag."}
    form = fill_form(client.get(REGION + "/split").text, **parts)
    refused = client.post("/codebook/preview", data=form)
    assert refused.status_code == 409
    assert "asks for a code that is split" in HTMLParser(refused.text).css_first(".error [lang=en]").text()
    assert 'value="Regionbolag"' in refused.text


def test_codes_are_merged_and_retired_and_what_held_them_is_outdated(
    study: Study, client: TestClient
) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    client.post(
        study.address(1),
        data=answer_form(client.get(study.address(1)).text, yes=["partner.region", "form.network"]),
    )
    form = {"with": "partner.region", "definition": "Staten och regionerna."}
    change(client, "/codebook/code/partner.state/merge", **form)
    change(client, "/codebook/code/form.network/retire")
    assert find_code(study, "partner.region") is None
    assert find_code(study, "form.network") is None
    assert "tidigare definition av Nätverk, Region" in client.get(study.address(0)).text.replace("&#39;", "'")
    nothing = fill_form(client.get("/codebook/code/partner.state/merge").text)
    assert "minst en kod" in client.post("/codebook/preview", data=nothing).text


@pytest.mark.parametrize("act", ["split", "merge", "retire", "add", "nonsense"])
def test_the_gate_can_only_be_worded_anew(client: TestClient, act: str) -> None:
    assert client.get(f"/codebook/code/gate.none/{act}").status_code == 404
    assert client.get("/codebook/code/gate.none/change").status_code == 200


def test_a_file_changed_outside_is_not_written_over(study: Study, client: TestClient) -> None:
    page = client.get(REGION + "/change").text
    path = study.desk.codebook_path
    path.write_text(
        path.read_text("utf-8").replace("sv: Region (f.d. landsting)", "sv: Regionen (f.d. landsting)"),
        "utf-8",
    )
    refused = client.post("/codebook/preview", data=fill_form(page, exclude="Inte kommunalförbund."))
    assert refused.status_code == 409
    tree = HTMLParser(refused.text)
    assert (tree.css_first("del").text(), tree.css_first("ins").text()) == ("Region ", "Regionen ")
    seen = client.post("/codebook/preview", data=fill_form(refused.text, sv="Regionen (f.d. landsting)"))
    assert seen.status_code == 200
    client.post("/codebook/save", data=fill_form(seen.text))
    assert find_code(study, "partner.region").exclude == "Inte kommunalförbund."  # type: ignore[attr-defined]
    with study.desk.reviewing() as reader:
        assert [one.reviewer for one in reader.iter_codebook_changes()] == ["anna-lind", "", ""]


def test_history_shows_differences_and_leads_back(study: Study, client: TestClient) -> None:
    before = load_codebook(study.desk.codebook_path).hash
    change(client, REGION + "/change", definition="En region.")
    tree = HTMLParser(client.get("/codebook/history").text)
    compared = client.get(str(tree.css_first(".deed a").attributes["href"]))
    assert "En region." in HTMLParser(compared.text).css_first("ins").text()
    form = fill_form(str(tree.css(".deed form")[-1].html).join(("<main>", "</main>")))
    seen = client.post("/codebook/preview", data=form)
    client.post("/codebook/save", data=fill_form(seen.text))
    codebook = load_codebook(study.desk.codebook_path)
    assert (codebook.hash, codebook.version) == (before, "1.2")
    with study.desk.reviewing() as reader:
        assert [one.version for one in reader.iter_codebook_changes()] == ["1.2", "1.1", "1.0"]
    assert client.get("/codebook/compare?old=1&new=99").status_code == 404


def test_only_one_changes_the_codebook_at_a_time(study: Study, client: TestClient) -> None:
    client.get(REGION + "/change")
    client.post("/who", data={"name": "Bo Ek"})
    busy = client.get("/codebook/code/partner.state/change")
    assert busy.status_code == 409
    assert "Anna Lind håller på" in busy.text
    taken = client.post("/codebook/preview", data=fill_form(busy.text, take="1", definition="Staten."))
    assert taken.status_code == 200
    client.post("/who", data={"person": "anna-lind"})
    assert "Bo Ek håller på" in client.get(REGION + "/change").text
    client.post("/who", data={"person": "bo-ek"})
    client.post("/codebook/leave")
    client.post("/who", data={"person": "anna-lind"})
    assert client.get(REGION + "/change").status_code == 200


def test_a_memo_on_a_code_leads_back_to_it(client: TestClient) -> None:
    form = {"kind": "code", "target": "partner.region", "text": "Se beslutet i mars."}
    assert client.post("/memos", data=form).headers["location"] == REGION
    assert "Se beslutet i mars." in client.get(REGION).text


def test_hostile_definitions_stay_text(study: Study, client: TestClient) -> None:
    bad = "<script>alert(1)</script>"
    seen = change(client, REGION + "/change", definition=bad, sv=bad)
    for page in (seen, *(client.get(one).text for one in ("/codebook", REGION))):
        assert bad not in page
        assert "&lt;script&gt;" in page


def test_what_somebody_reads_blind_is_no_example(study: Study, client: TestClient) -> None:
    from corpus.review_records import Batch, BatchItem, ReviewerId

    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    client.post("/who", data={"name": "Bo Ek"})
    assert study.passages[0].text in client.get(REGION).text
    with study.desk.deciding() as writer:
        batch = Batch("Blind", ReviewerId("bo-ek"), 1, {"random": 1.0}, True, 1.0)
        item = BatchItem(0, 0, study.passages[0].id, ReviewerId("bo-ek"), "random", 0.5, True)
        writer.add_batch(batch, [item])
    assert study.passages[0].text not in client.get(REGION).text
