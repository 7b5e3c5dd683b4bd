from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import StoreBroken, StoreNewer, StudyMissing
from corpus.migrations import MIGRATIONS, apply_migrations
from corpus.records import Fact, FetchFailure, PassageKind, Visit, VisitOutcome
from corpus.search import parse_query
from corpus.store import Store
from tests import factories
from tests.factories import AT, CODER
from tests.strategies import swedish_text


def test_everything_that_is_added_is_read_back_the_same(store: Store) -> None:
    owner, plan = factories.municipality(), factories.document(title="Plan för samverkan")
    texts = ["Vi ska samverka med regionen.", "Vi bygger en bro."]
    page, passages = factories.page_with(plan, texts), factories.passages_of(plan, texts)
    coding = factories.coding(passages[0], "gate.strategy")
    judgement = factories.judgement(passages[0], "gate.strategy", "yes")
    fact = Fact(plan.sha256, "title", "Plan för samverkan", 1, "PLAN FÖR SAMVERKAN", 0.9)
    visit = Visit("9801", owner.website, AT, AT, VisitOutcome.COMPLETE, 12, 1, "")
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.set_municipalities([owner])
        writer.add_fetch(factories.fetch(plan), run)
        writer.add_fetch(factories.failed_fetch(FetchFailure.TIMEOUT, "https://www.sjobacka.example/x"), run)
        writer.add_visit(visit, run)
        writer.add_document(plan)
        writer.add_extraction(factories.extraction(plan), run)
        writer.set_reading(plan.sha256, plan.metadata, [page], passages)
        writer.set_facts(plan.sha256, [fact])
        writer.add_classification(plan.sha256, CODER, [coding], [], run)
        writer.add_judgement(judgement)
        writer.finish_run(run, {"documents": 1})
    with store.reading() as reader:
        assert list(reader.iter_municipalities()) == [owner]
        assert list(reader.iter_documents()) == [plan]
        assert list(reader.iter_pages(plan.sha256)) == [page]
        assert list(reader.iter_passages(plan.sha256)) == list(passages)
        assert list(reader.iter_codings(CODER, plan.sha256)) == [coding]
        assert list(reader.iter_judgements(plan.sha256)) == [judgement]
        assert list(reader.iter_facts(plan.sha256)) == [fact]
        assert list(reader.iter_latest_visits()) == [visit]
        assert [one.failure for one in reader.iter_fetches("9801")] == [None, FetchFailure.TIMEOUT]
        assert next(reader.iter_runs()).counts == {"documents": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(texts=st.lists(swedish_text.filter(str.strip), min_size=1, max_size=5))
def test_passages_of_any_text_come_back_whole_and_can_be_replaced(tmp_path: Path, texts: list[str]) -> None:
    with Store.create(tmp_path / f"{time.monotonic_ns()}.db") as store:
        plan = factories.document()
        passages = factories.passages_of(plan, texts)
        with store.writing() as writer:
            writer.add_document(plan)
            writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, texts)], passages)
        with store.reading() as reader:
            assert tuple(reader.iter_passages(plan.sha256)) == passages
        with store.writing() as writer:
            writer.set_reading(plan.sha256, plan.metadata, [], [])
        with store.reading() as reader:
            assert reader.check_integrity() == ()
            assert reader.count_records()["passages"] == 0


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def add_and_fail() -> None:
        with store.writing() as writer:
            writer.add_document(factories.document())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    with store.reading() as reader:
        assert list(reader.iter_documents()) == []


def test_a_reader_sees_one_moment_while_another_writes(store: Store) -> None:
    with store.reading() as reader:
        assert reader.count_records()["documents"] == 0
        with store.writing() as writer:
            writer.add_document(factories.document())
        assert reader.count_records()["documents"] == 0
    with store.reading() as reader:
        assert reader.count_records()["documents"] == 1


def test_a_killed_writer_loses_only_its_open_transaction(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    Store.create(path).close()
    script = (
        "import sys, time; from pathlib import Path\n"
        "from corpus.store import Store; from tests import factories\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "with store.writing() as writer: writer.add_document(factories.document('kept.pdf'))\n"
        "with store.writing() as writer:\n"
        "    writer.add_document(factories.document('lost.pdf')); print('open', flush=True); time.sleep(60)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    child.kill()
    child.wait()
    child.stdout.close()
    with Store.open(path) as store, store.reading() as reader:
        assert [document.name for document in reader.iter_documents()] == ["kept.pdf"]


def test_a_document_read_again_keeps_judged_passages_and_waits_for_the_classifier(store: Store) -> None:
    plan = factories.document()
    old, new = ["Vi samverkar med regionen.", "Bort."], ["Vi samverkar med regionen.", "Nytt om högskolan."]
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_document(plan)
        writer.add_extraction(factories.extraction(plan), run)
        passages = factories.passages_of(plan, old)
        writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, old)], passages)
        codings = [factories.coding(passage, "gate.strategy") for passage in passages]
        writer.add_classification(plan.sha256, CODER, codings, [], run)
        writer.add_judgement(factories.judgement(passages[1], "gate.strategy", "no"))
    with store.writing() as writer:
        again = factories.passages_of(plan, new)
        writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, new)], again)
    with store.reading() as reader:
        assert [passage.text for passage in reader.iter_passages(plan.sha256)] == new
        assert list(reader.iter_unclassified_documents(CODER)) == [plan]
        assert [one.passage for one in reader.iter_judgements(plan.sha256)] == [passages[1].id]
        assert reader.get_passage(passages[1].id).text == "Bort."
        assert reader.count_hits(parse_query("bort")) == 0
        assert reader.count_hits(parse_query("regionen")) == 1


def test_a_failed_reading_is_kept_and_not_tried_again_by_the_same_extractor(store: Store) -> None:
    plan = factories.document()
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_document(plan)
        writer.add_extraction(factories.extraction(plan, failure="password", pages=0), run)
    with store.reading() as reader:
        assert list(reader.iter_unread_documents("test-reader/1")) == []
        assert list(reader.iter_unread_documents("test-reader/2")) == [plan]
        assert list(reader.iter_failed_documents("test-reader/1")) == [plan]
        assert list(reader.iter_unclassified_documents(CODER)) == []


def test_one_document_of_two_municipalities_is_stored_once_and_held_twice(store: Store) -> None:
    plan = factories.document()
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_document(plan)
        writer.add_document(plan)
        writer.add_fetch(factories.fetch(plan), run)
        writer.add_fetch(factories.fetch(plan, municipality="9802"), run)
    with store.reading() as reader:
        assert reader.count_records()["documents"] == 1
        assert [one.municipality for one in reader.iter_holdings()] == ["9801", "9802"]


def test_a_study_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    Store.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migration VALUES ('9999-future', ?)", (AT,))
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="Update samverkan"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreBroken, match="backup"):
        Store.open(path)


@pytest.mark.parametrize("content", [b"", b"foreign"])
def test_an_empty_or_foreign_database_is_no_study_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "corpus.db"
    if content:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE document (title TEXT)")
        connection.close()
    else:
        path.write_bytes(b"")
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="backup"):
        Store.open(path)
    assert path.read_bytes() == before


def test_who_published_first_by_code_owns_a_document_whatever_came_first(store: Store) -> None:
    plan = factories.document(owner="9805")
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_document(plan)
        writer.add_extraction(factories.extraction(plan), run)
        writer.add_classification(plan.sha256, CODER, [], [], run)
    for owner, waits in (("9807", False), ("9801", True)):
        with store.writing() as writer:
            writer.add_document(factories.document(owner=owner))
        with store.reading() as reader:
            assert bool(list(reader.iter_unclassified_documents(CODER))) is waits
            assert next(reader.iter_documents()).municipality == min("9805", owner)


def test_a_missing_database_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StudyMissing, match="samverkan init"):
        Store.open(tmp_path / "corpus.db")


def test_the_kinds_of_the_records_are_the_kinds_of_the_rows(store: Store) -> None:
    plan = factories.document(kind="överenskommelse")
    passages = factories.passages_of(plan, ["Text."])
    with store.writing() as writer:
        writer.add_document(plan)
        writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, ["Text."])], passages)
    with store.reading() as reader:
        assert next(reader.iter_documents()).metadata.kind.value == "överenskommelse"
        assert next(reader.iter_passages(plan.sha256)).kind is PassageKind.PARAGRAPH


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs POSIX limits")
def test_a_full_disk_is_said_and_what_was_committed_stays(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    Store.create(path).close()
    script = (
        "import resource, signal, sys; from pathlib import Path; from corpus.store import Store\n"
        "from corpus.errors import DiskFull; from tests import factories\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "with store.writing() as writer: writer.add_document(factories.document('kept.pdf'))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "try:\n"
        "    with store.writing() as writer:\n"
        "        for number in range(20_000): writer.add_document(factories.document(f'{number}.pdf'))\n"
        "except DiskFull as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, cwd=Path.cwd()
    )
    assert "Free some space" in done.stdout, done.stderr
    with Store.open(path) as store, store.reading() as reader:
        assert [document.name for document in reader.iter_documents()] == ["kept.pdf"]


def test_a_database_of_every_earlier_shape_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    for number in range(1, len(MIGRATIONS)):
        path = tmp_path / f"{number}.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("corpus.migrations.MIGRATIONS", MIGRATIONS[:number])
                apply_migrations(connection, AT)
            known = {"sha256": factories.sha256_of("plan"), "title": "Plan", "kind": "plan", "size": 1}
            columns = [str(row[1]) for row in connection.execute("PRAGMA table_info (document)")]
            marks = ", ".join("?" * len(columns))
            values = [known.get(column, "") for column in columns]
            connection.execute(f"INSERT INTO document VALUES ({marks})", values)
        with Store.open(path) as store, store.reviewing() as reader:
            assert [one.metadata.title for one in reader.iter_documents()] == ["Plan"]
            assert list(reader.iter_reviewers()) == []


def test_several_processes_may_make_the_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    code = (
        f"from pathlib import Path; from corpus.store import Store; Store.create(Path({str(path)!r})).close()"
    )
    made = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(one.communicate()[1], one.returncode) for one in made] == [(b"", 0)] * 4
