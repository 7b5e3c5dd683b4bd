from __future__ import annotations

from review.spreadsheets import write_table


def test_swedish_tables_are_as_excel_there_wants_them() -> None:
    assert write_table([("å", 0.5, None, 3)], "sv") == "\ufeffå;0,5000;;3\r\n"
    assert write_table([("å", 0.5, None, 3)], "en") == "\ufeffå,0.5000,,3\r\n"


def test_nothing_in_a_table_runs() -> None:
    assert write_table([("=1+1", "@x", "a")], "sv") == "\ufeff'=1+1;'@x;a\r\n"
