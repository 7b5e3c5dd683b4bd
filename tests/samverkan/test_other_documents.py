"""Documents that are no PDF, from the folder they lie in to the row of the inventory."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.samverkan.commands import run, succeed

TRANSCRIPT = """Fokusgrupp 2, Sjöbacka

Moderator: Vilka samarbetar ni med?

R1: Vi ska samverka med högskolan om kompetensförsörjningen, det har vi bestämt.

R2: Och med idrottsföreningarna. Vi ska teckna en överenskommelse med dem i höst.

Moderator: Vad är svårt?

R1: Det hänger på enskilda personer. När samordnaren slutade stannade samarbetet med regionen.

R2: Ja.
"""

PAGE = """<!doctype html><html lang="sv"><head><title>Policy för samverkan</title></head><body>
<nav><a href="/">Start</a></nav><main><h1>Policy för samverkan med civilsamhället</h1>
<p>Kommunen ska samverka med föreningslivet för att fler ska kunna delta i kulturlivet.</p>
<p>Varje nämnd ansvarar för att samarbetet med de idéburna organisationerna följs upp.</p>
</main><footer>Kontakta oss</footer></body></html>"""


def test_a_transcript_and_a_web_page_become_rows(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    study = tmp_path / "study"
    (tmp_path / "fokusgrupp.txt").write_text(TRANSCRIPT, "utf-8")
    (tmp_path / "policy.html").write_text(PAGE, "utf-8")
    names = [str(tmp_path / name) for name in ("fokusgrupp.txt", "policy.html")]
    succeed("add", *names, "-m", "Eskilstuna", cwd=study)
    succeed("run", "--no-crawl", cwd=study)
    with (study / "exports" / "inventering.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    quotes = [row["Citat"] for row in rows]
    assert {row["Dokumenttyp"] for row in rows} == {"fokusgrupp", "policy"}
    (first,) = [row for row in rows if row["Citat"].startswith("Vi ska samverka med högskolan")]
    assert first["Talare"] == "R1"
    assert "Kommunen ska samverka med föreningslivet" in " ".join(quotes)
    assert not any("Kontakta oss" in quote for quote in quotes)
    assert "are whole" in succeed("verify", cwd=study)


def test_a_picture_is_no_document(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    (tmp_path / "karta.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("add", str(tmp_path / "karta.png"), "-m", "Eskilstuna", cwd=tmp_path / "study")
    assert done.code == 1
    assert "karta.png: it is no PDF, DOCX, ODT, RTF, DOC, HTML" in done.out
