from __future__ import annotations

import pytest

from corpus.records import ExtractionFailure
from extract import conversion
from extract.conversion import convert_to_docx, find_libreoffice
from extract.sheets import UnreadableError


def test_without_libreoffice_an_old_file_says_how_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: "")
    with pytest.raises(UnreadableError, match="save it as DOCX or PDF") as caught:
        convert_to_docx(b"{\\rtf1 Hej}", "rtf")
    assert caught.value.failure is ExtractionFailure.NOT_A_PDF


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "SECONDS", 0.01)
    with pytest.raises(UnreadableError) as caught:
        convert_to_docx(b"{\\rtf1 Hej}", "rtf")
    assert caught.value.failure is ExtractionFailure.TIME
