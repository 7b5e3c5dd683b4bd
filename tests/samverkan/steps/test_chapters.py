"""The commands chapter and dossier, on a study with one document of two municipalities."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html

from crawler.errors import UnknownMunicipality
from samverkan.config import Config, StudySection
from samverkan.places import PlaceAbsent
from samverkan.steps.chapters import (
    ChapterRequest,
    ChapterRequestError,
    WrittenChapter,
    write_chapter,
    write_dossiers,
)
from samverkan.study import Study, create_study
from tests import factories
from tests.samverkan.commands import run, succeed

HOSTILE = 'Öst <b>&amp;"x" ../= 😀'
_OWN = (
    "code,name,county_code,county,group,group_name,population,website\n"
    "9801,Sjöbacka,98,Provlän,C8,Landsbygdskommun,9000,https://www.sjobacka.example\n"
    '9802,"Öst <b>&amp;""x"" ../= 😀",98,Provlän,C8,Landsbygdskommun,9000,https://www.ost.example\n'
    "9803,Tomby,98,Provlän,C8,Landsbygdskommun,9000,https://www.tomby.example\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    chosen = StudySection(municipalities=("9801", "9802", "9803"))
    made = create_study(tmp_path / "study", Config(study=chosen))
    (made.folder / "municipalities.csv").write_text(_OWN, "utf-8")
    owners = [made.registry.get(code) for code in ("9801", "9802")]
    plan = factories.document(title=f"Avtal – {HOSTILE}", kind="avtal")
    with made.open_store() as store:
        factories.add_classified(store, plan, *owners)
        coder = made.load_classifier().coder
        strategy, description, *_ = factories.passages_of(plan, factories.TEXTS)
        codings = [
            factories.coding(passage, code, coder=coder)
            for passage, codes in (
                (strategy, ("gate.strategy", "partner.university")),
                (description, ("gate.description", "partner.region")),
            )
            for code in codes
        ]
        with store.writing() as writer:
            run_id = writer.start_run("classify", "0", "hash")
            writer.add_classification(plan.sha256, coder, codings, [], run_id)
    return made


def _chapter(study: Study, name: str, *chosen: str, against: tuple[str, ...] = ()) -> WrittenChapter:
    with study.open_store() as store:
        return write_chapter(study, store, ChapterRequest(name, chosen, against, "sv"))


def _dossiers(study: Study, *names: str) -> list[WrittenChapter]:
    with study.open_store() as store:
        return list(write_dossiers(study, store, names, ChapterRequest("dossier", (), (), "sv")))


def test_a_chapter_is_a_page_and_a_workbook_with_the_rows_that_it_counts(study: Study) -> None:
    done = _chapter(study, "actors")
    assert [path.name for path in done.paths] == ["actors.html", "actors.xlsx"]
    assert (done.rows, done.why_empty) == (4, "")
    page = html.fromstring(done.paths[0].read_text("utf-8"))
    assert len(page.xpath("//article")) == 4
    assert factories.TEXTS[0] in page.text_content()
    assert openpyxl.load_workbook(done.paths[1]).worksheets[-1].max_row == 5


def test_the_same_study_gives_the_same_page(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverkan.steps.gathering.now", lambda: factories.AT)
    pages = [_chapter(study, "governance").paths for _ in range(2)]
    first = [path.read_bytes() for path in pages[0]]
    _chapter(study, "governance")
    assert [path.read_bytes() for path in pages[1]] == first


def test_a_chapter_of_chosen_municipalities_has_their_codes_in_its_name(study: Study) -> None:
    done = _chapter(study, "actors", "Sjöbacka", "9802", "9801")
    assert [path.name for path in done.paths] == ["actors-9801-9802.html", "actors-9801-9802.xlsx"]


def test_a_chapter_in_which_nothing_was_found_says_why_though_it_compares(study: Study) -> None:
    done = _chapter(study, "universities", "Tomby")
    assert "samverkan add" in done.why_empty
    page = html.fromstring(done.paths[0].read_text("utf-8"))
    assert page.xpath("//*[@id='t-t-side-facts']")


def test_the_others_of_the_group_may_stand_beside(study: Study) -> None:
    done = _chapter(study, "actors", "Sjöbacka", against=("group",))
    page = html.fromstring(done.paths[0].read_text("utf-8"))
    heads = page.xpath("//*[@id='t-t-side-facts']//thead//th/span/text()")
    assert heads == ["Sjöbacka", "C8 Landsbygdskommun"]


def test_somebody_to_set_beside_is_needed(study: Study) -> None:
    with pytest.raises(ChapterRequestError, match="--municipality"):
        _chapter(study, "actors", against=("Sjöbacka",))


def test_a_name_that_no_municipality_has_is_refused_before_anything_is_written(study: Study) -> None:
    with pytest.raises(UnknownMunicipality):
        _chapter(study, "actors", "Sjöbaka")
    with pytest.raises(UnknownMunicipality):
        _dossiers(study, "../../etc")
    assert not list(study.exports.rglob("*.html"))


def test_a_municipality_outside_the_study_is_refused_with_what_to_do(study: Study) -> None:
    for ask in (lambda: _dossiers(study, "Umeå"), lambda: _chapter(study, "actors", "Umeå")):
        with pytest.raises(PlaceAbsent, match=r"Umeå .* samverkan\.toml"):
            ask()


def test_a_dossier_has_every_row_of_its_municipality_and_none_of_others(study: Study) -> None:
    done = _dossiers(study)
    assert [one.paths[0].name for one in done] == ["dossier-9801.html", "dossier-9802.html"]
    assert [one.rows for one in done] == [2, 2]


def test_a_hostile_name_is_text_on_the_page_and_in_no_file_name(study: Study) -> None:
    (done,) = _dossiers(study, HOSTILE)
    assert done.title == f"Underlag om {HOSTILE}"
    assert {path.parent for path in done.paths} == {study.exports / "kapitel"}
    page = html.fromstring(done.paths[0].read_text("utf-8"))
    assert HOSTILE in page.xpath("//h1")[0].text_content()
    assert [one for one in page.xpath("//b") if '"x"' in one.text_content()] == []


def test_a_municipality_without_documents_has_a_dossier_that_says_so(study: Study) -> None:
    (done,) = _dossiers(study, "Tomby")
    assert done.rows == 0
    assert "Det säger ingenting om hur kommunen samverkar" in done.why_empty


def test_the_commands_write_and_say_where(study: Study) -> None:
    said = succeed("chapter", "actors", "--format", "html", "--language", "en", cwd=study.folder)
    assert str(Path("exports") / "chapters" / "actors.html") in said.replace("\n", "")
    assert "4 rows" in said
    assert "dossier-9802.html" in succeed("dossier", "--all", "--format", "html", cwd=study.folder)
    assert [line.split()[0] for line in succeed("chapter", cwd=study.folder).splitlines()][:2] == [
        "actors",
        "governance",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chapter", "aktors"), "actors"),
        (("chapter", "actors", "--format", "pdf"), "html"),
        (("dossier",), "--all"),
        (("dossier", "Sjöbaka"), "Sjöbacka"),
    ],
)
def test_a_slip_is_answered_with_what_could_have_been_meant(
    study: Study, words: tuple[str, ...], said: str
) -> None:
    done = run(*words, cwd=study.folder)
    assert done.code != 0
    assert said in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_a_chapter_is_written_for_word_and_as_markdown_when_asked(study: Study) -> None:
    with study.open_store() as store:
        request = ChapterRequest("actors", (), (), "sv", ("docx", "md"))
        done = write_chapter(study, store, request)
    assert [path.name for path in done.paths] == ["actors.docx", "actors.md"]
    assert docx.Document(str(done.paths[0])).paragraphs[0].text == done.title
    assert done.paths[1].read_text("utf-8").startswith(f"# {done.title}\n")
