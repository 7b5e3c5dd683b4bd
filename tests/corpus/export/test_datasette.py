from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from corpus.export.datasette import export_metadata, format_guide, make_metadata
from corpus.store import Store
from corpus.view_questions import QUESTIONS, Question
from corpus.views import VIEWS, View
from tests import factories

GUIDE = Path(__file__).parents[3] / "docs" / "sql.md"


@pytest.fixture
def study(store: Store) -> Store:
    plan = factories.document("plan.pdf", title="Plan för samverkan", adopted="2021-03-01")
    factories.add_classified(store, plan, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna")
        passage = factories.passages_of(plan, factories.TEXTS)[0]
        writer.add_answer(factories.answer(passage, "gate.strategy", "partner.university", "purpose.quality"))
    return store


def _ask(store: Store, sql: str, **values: str) -> list[dict[str, object]]:
    connection = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_description_has_the_columns_of_the_view_in_their_order(store: Store, view: View) -> None:
    columns = [row["name"] for row in _ask(store, f"SELECT name FROM pragma_table_info('{view.name}')")]
    assert list(view.columns) == columns


def test_every_view_is_described_or_its_name_begins_with_an_underscore(store: Store) -> None:
    views = {str(row["name"]) for row in _ask(store, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {name for name in views if not name.startswith("_")} == {view.name for view in VIEWS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_can_be_asked(study: Store, question: Question) -> None:
    _ask(study, question.sql, municipality="Sjöbacka")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (
            "partners-by-statements",
            {"code": "partner.region", "statements": 1, "documents": 1, "municipalities": 1},
        ),
        (
            "partner-and-purpose",
            {"partner": "partner.university", "purpose": "purpose.quality", "statements": 1},
        ),
        (
            "named-partners",
            {
                "name": "Högskolan i Sjöbacka",
                "code": "partner.university",
                "statements": 1,
                "municipalities": 1,
            },
        ),
        ("by-year", {"year": "2021", "documents": 1, "statements": 2}),
        ("reviewed", {"status": "machine", "statement": "description", "statements": 1}),
    ],
)
def test_questions_are_answered_as_it_stands(study: Store, name: str, first: dict[str, object]) -> None:
    (question,) = (one for one in QUESTIONS if one.name == name)
    assert _ask(study, question.sql)[0] == first


def test_one_municipality_is_asked_for_by_name(study: Store) -> None:
    (question,) = (one for one in QUESTIONS if one.name == "of-municipality")
    found = _ask(study, question.sql, municipality="Sjöbacka")
    assert {row["text"] for row in found} == set(factories.TEXTS[:2])


def test_there_are_twelve_questions_of_different_names() -> None:
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS) == 12


def test_the_page_about_sql_is_what_the_descriptions_say() -> None:
    mend = "write it anew: Path('docs/sql.md').write_text(corpus.export.datasette.format_guide(), 'utf-8')"
    assert GUIDE.read_text("utf-8") == format_guide(), mend


def test_the_metadata_hides_what_is_not_documented(study: Store, tmp_path: Path) -> None:
    with study.searching() as reader:
        internal = reader.list_internal_names()
    path = tmp_path / "exports" / "metadata.json"
    export_metadata(make_metadata("Länet", "corpus", internal), path)
    told = json.loads(path.read_text("utf-8"))
    tables = told["databases"]["corpus"]["tables"]
    assert told["title"] == "Länet"
    assert tables["_word"]["hidden"] is tables["passage"]["hidden"] is True
    assert "hidden" not in tables["statements"]
    assert set(told["databases"]["corpus"]["queries"]) == {question.name for question in QUESTIONS}


@pytest.mark.filterwarnings("ignore")
def test_datasette_shows_the_views_and_answers_the_questions(study: Store, tmp_path: Path) -> None:
    from datasette.app import Datasette

    with study.searching() as reader:
        metadata = make_metadata("Länet", "corpus", reader.list_internal_names())

    async def look() -> None:
        shown = Datasette([str(study.path)], metadata=metadata)
        await shown.invoke_startup()
        listed = (await shown.client.get("/corpus.json")).json()
        views = {str(name["name"]) for name in listed["views"]}
        assert views == {view.name for view in VIEWS}
        assert [one["name"] for one in listed["tables"] if not one["hidden"]] == []
        assert {one["name"] for one in listed["queries"]} == {question.name for question in QUESTIONS}
        page = (await shown.client.get("/corpus/statements")).text
        assert VIEWS[0].columns["statement"] in page
        asking = "?municipality=Sjöbacka&_shape=objects"
        for question in QUESTIONS:
            asked = await shown.client.get(f"/corpus/{question.name}.json{asking}")
            assert asked.status_code == 200, asked.text
            assert asked.json()["rows"] == _ask(study, question.sql, municipality="Sjöbacka")

    asyncio.run(look())
