from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.store import Store
from samverkan.cli import app
from samverkan.demo.publishing import DOCUMENTS
from tests.samverkan.commands import ROOT, environment, run, succeed

PLAN = DOCUMENTS / "storvalla-kulturplan.pdf"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    succeed("init", "study", "--contact", "test@example.org", "-m", "Eskilstuna", cwd=tmp_path)
    return tmp_path / "study"


def _refused(done, *says: str) -> None:
    """A person who does it wrong gets a sentence on standard error, a code, and no traceback."""
    assert done.code in (1, 2, 3), done
    assert "Traceback" not in done.err
    for words in says:
        assert words in done.err + done.out


def test_help_lists_every_command_with_a_sentence(tmp_path: Path) -> None:
    text = succeed("--help", cwd=tmp_path)
    for command in app.registered_commands:
        assert command.callback is not None
        assert str(command.name) in text
        assert command.callback.__doc__
    assert "Exit codes" in text


@pytest.mark.parametrize("command", [command.name for command in app.registered_commands])
def test_every_command_has_help_for_every_option(tmp_path: Path, command: str) -> None:
    text = succeed(command, "--help", cwd=tmp_path)
    assert "Usage:" in text


def test_help_and_status_load_nothing_heavy() -> None:
    script = (
        "import sys; import samverkan.cli, samverkan.status, samverkan.study\n"
        "heavy = ('torch', 'sklearn', 'scrapy', 'sentence_transformers', 'scipy', 'pdfplumber')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment()
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_new_study_holds_its_settings_and_codebook(study: Path) -> None:
    assert {"samverkan.toml", "codebook.yaml", "corpus.db", "blobs", "models", "exports"} <= {
        path.name for path in study.iterdir()
    }
    assert 'municipalities = ["Eskilstuna"]' in (study / "samverkan.toml").read_text("utf-8")
    assert "1 municipality chosen" in succeed("status", cwd=study)


def test_a_study_is_found_from_a_folder_inside_it(study: Path) -> None:
    assert "Study study" in succeed("status", cwd=study / "exports")


def test_a_second_init_is_refused_and_changes_nothing(study: Path, tmp_path: Path) -> None:
    before = (study / "samverkan.toml").read_bytes()
    _refused(run("init", "study", cwd=tmp_path), "There is a study in study already")
    assert (study / "samverkan.toml").read_bytes() == before


def test_without_a_study_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    _refused(run("status", cwd=tmp_path), "samverkan init")
    _refused(run("run", cwd=tmp_path), "samverkan init")


def test_an_unknown_municipality_gets_the_nearest_name(study: Path) -> None:
    _refused(run("crawl", "-m", "Eskilstna", cwd=study), "Did you mean Eskilstuna")
    _refused(run("add", str(PLAN), "-m", "Sunsvall", cwd=study), "Sundsvall")
    _refused(run("init", "other", "-m", "Malmo", cwd=study.parent), "Malmö")


def test_a_site_of_nobody_asks_whose_it_is(study: Path) -> None:
    _refused(run("crawl", "--site", "https://www.example.org", cwd=study), "--municipality")
    _refused(run("crawl", "--site", "example.org", cwd=study), "write it whole")


def test_a_crawl_without_a_contact_names_the_key(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    _refused(run("crawl", "-m", "Eskilstuna", cwd=tmp_path / "study"), "contact", "samverkan.toml")


def test_a_slip_in_the_settings_is_named(study: Path) -> None:
    (study / "samverkan.toml").write_text("[crawl]\ncontcat = 'x'\n", "utf-8")
    _refused(run("status", cwd=study), 'Did you mean "contact"')


def test_a_codebook_with_an_error_names_the_line(study: Path) -> None:
    text = (
        (study / "codebook.yaml").read_text("utf-8").replace("- id: partner.region", "- id: partner.state", 1)
    )
    (study / "codebook.yaml").write_text(text, "utf-8")
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    _refused(run("run", "--no-crawl", cwd=study), "codebook.yaml:", "partner.state")


def test_a_study_of_a_newer_version_is_left_alone(study: Path) -> None:
    with sqlite3.connect(study / "corpus.db") as connection:
        connection.execute("INSERT INTO migration VALUES ('9999-future', '2030-01-01T00:00:00Z')")
    connection.close()
    _refused(run("run", cwd=study), "newer version", "Update samverkan")


def test_files_that_are_no_pdf_are_refused_and_the_others_taken(study: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 word")
    (tmp_path / "empty.pdf").write_bytes(b"")
    words = [str(tmp_path / name) for name in ("letter.docx", "empty.pdf", "nowhere.pdf")]
    done = run("add", *words, str(PLAN), "-m", "Eskilstuna", cwd=study)
    _refused(
        done,
        "letter.docx: it is no PDF, DOCX",
        "empty.pdf: the file is empty",
        "nowhere.pdf: there is no such",
    )
    assert "1 document added for Eskilstuna" in done.out
    with Store.open(study / "corpus.db") as store, store.reading() as reader:
        assert [one.failure is None for one in reader.iter_fetches("0484")].count(True) == 1


def test_the_same_file_is_added_once(study: Path) -> None:
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    assert "0 documents added for Eskilstuna, 1 held already" in succeed(
        "add", str(PLAN), "-m", "Eskilstuna", cwd=study
    )


def test_documents_that_cannot_be_read_are_told_with_their_reason_and_the_run_goes_on(
    study: Path, tmp_path: Path
) -> None:
    whole = PLAN.read_bytes()
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\n" + whole[5_000:9_000])
    succeed("add", str(tmp_path / "torn.pdf"), str(PLAN), "-m", "Eskilstuna", cwd=study)
    out = succeed("run", "--no-crawl", cwd=study)
    assert "torn.pdf: broken" in out
    assert "1 document read" in out
    assert "torn.pdf" in succeed("status", "--failures", cwd=study)


def test_a_changed_file_makes_verify_fail(study: Path) -> None:
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    assert "are whole" in succeed("verify", cwd=study)
    (stored,) = [path for path in (study / "blobs").rglob("*") if path.is_file()]
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes() + b" ")
    _refused(run("verify", cwd=study), "was changed")


def test_a_search_without_a_word_is_refused(study: Path) -> None:
    _refused(run("search", "§", cwd=study), "There is no word")


def test_a_mistyped_option_is_no_word_to_leave_out(study: Path) -> None:
    _refused(run("search", "--simlar", "klimat", cwd=study), "no option --simlar")
    _refused(run("search", "--similar", "§", cwd=study), "There is no word")


def test_a_study_cannot_be_made_of_nothing_or_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    _refused(run("init", "fil", cwd=tmp_path), "is a file")
    _refused(run("init", "", cwd=tmp_path), "Name the folder")
    _refused(run("init", "study", "--contact", "inte en adress", cwd=tmp_path), "contact")
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_a_folder_without_pdfs_is_said(study: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _refused(run("add", str(tmp_path / "empty"), "-m", "Eskilstuna", cwd=study), "there is no document")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_a_file_name_that_is_not_utf8_is_taken_in_readably(study: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / os.fsdecode("åtgärder.pdf".encode("latin-1"))).write_bytes(PLAN.read_bytes())
    succeed("add", str(tmp_path / "old"), "-m", "Eskilstuna", cwd=study)
    with Store.open(study / "corpus.db") as store, store.reading() as reader:
        assert [document.name for document in reader.iter_documents()] == ["\ufffdtg\ufffdrder.pdf"]


def test_output_to_a_pipe_is_utf8_whatever_the_system_says(study: Path) -> None:
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    done = subprocess.run(
        [sys.executable, "-m", "samverkan", "--help"],
        cwd=study,
        env={**environment(), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LANG": "C"},
        capture_output=True,
        check=True,
    )
    assert "·" in done.stdout.decode("utf-8")


def test_undoing_a_change_of_the_codebook_brings_its_inventory_back(study: Path) -> None:
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    succeed("run", "--no-crawl", cwd=study)
    rows = (study / "exports" / "inventering.csv").read_text("utf-8-sig")
    whole = (study / "codebook.yaml").read_text("utf-8")
    (study / "codebook.yaml").write_text(whole.replace("sv: Privata företag", "sv: Bolag", 1), "utf-8")
    succeed("run", "--no-crawl", cwd=study)
    assert (study / "exports" / "inventering.csv").read_text("utf-8-sig") != rows
    (study / "codebook.yaml").write_text(whole, "utf-8")
    out = succeed("run", "--no-crawl", cwd=study)
    assert "classify: nothing to do" in out
    assert (study / "exports" / "inventering.csv").read_text("utf-8-sig") == rows


def test_an_emptied_database_is_damaged_and_the_inventory_stays(study: Path) -> None:
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=study)
    succeed("run", "--no-crawl", cwd=study)
    rows = (study / "exports" / "inventering.csv").read_bytes()
    for path in study.glob("corpus.db*"):
        path.write_bytes(b"")
    _refused(run("verify", cwd=study), "damaged")
    _refused(run("run", "--no-crawl", cwd=study), "damaged")
    assert (study / "exports" / "inventering.csv").read_bytes() == rows


def test_nothing_found_is_said_and_ends_with_one(study: Path) -> None:
    done = run("search", "ingenstans", cwd=study)
    assert done.code == 1
    assert "Nothing found" in done.out


@pytest.mark.parametrize("words", [("--language", "no"), ("--format", "docx")])
def test_an_inventory_in_an_unknown_way_is_refused(study: Path, words: tuple[str, str]) -> None:
    _refused(run("inventory", *words, cwd=study), "is not one of")


def test_health_of_a_study_without_crawls_is_no_problem_and_is_told_as_json_too(study: Path) -> None:
    assert succeed("health", cwd=study) == "health: no website was visited yet.\n"
    assert '"problems": 0' in succeed("health", "--json", cwd=study)


def test_schedule_prints_this_study_and_this_python(study: Path) -> None:
    for form in ("systemd", "cron", "windows"):
        text = succeed("schedule", "--form", form, "--at", "4:30", cwd=study)
        assert str(study.resolve()) in text
        assert sys.executable in text
    assert "30 4 * * 0" in succeed("schedule", "--form", "cron", "--at", "4:30", cwd=study)
    assert "30 4 * * *" in succeed("schedule", "--daily", "--form", "cron", "--at", "4:30", cwd=study)
    _refused(run("schedule", "--at", "25", cwd=study), "write 3 or 03:17")
    _refused(run("schedule", "--day", "sön", cwd=study), "mon")
    _refused(run("schedule", "--form", "at", cwd=study), "systemd")
