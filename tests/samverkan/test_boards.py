import io
import sys

import pytest

from samverkan import boards
from samverkan.boards import LineBoard, TableBoard, open_board

HEADS = ("requests", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def draw(board: TableBoard) -> str:
    from rich.console import Console

    target = io.StringIO()
    Console(file=target, width=90).print(board.draw())
    return target.getvalue()


def test_a_log_gets_a_line_for_each_that_ends_and_none_for_every_step(capsys):
    with open_board("crawl", 2, HEADS) as board:
        assert isinstance(board, LineBoard)
        for number in range(50):
            board.update("Grenås", (str(number), "/a"))
        board.finish("Grenås", ("50", "complete"))
    assert capsys.readouterr().err == "crawl: 1 of 2: Grenås: 50 requests, complete\n"


def test_a_long_wait_gets_a_line(capsys, monkeypatch):
    monkeypatch.setattr(boards, "_SECONDS_BETWEEN_LINES", 0.0)
    LineBoard("crawl", 2, HEADS).update("Grenås", ("7", ""))
    assert capsys.readouterr().err == "crawl: 0 of 2: Grenås: 7 requests\n"


def test_a_terminal_gets_a_table_of_those_that_are_busy():
    board = TableBoard("crawl", 40, HEADS)
    for number in range(20):
        board.update(f"Ort {number}", (str(number), "[x](/a)"))
    board.finish("Ort 0", ("9", "complete"))
    shown = draw(board)
    assert "crawl: 1 of 40 done" in shown
    assert "Ort 1 " in shown
    assert "[x](/a)" in shown
    assert "Ort 0 " not in shown
    assert "… and 7 more" in shown


def test_on_a_terminal_the_board_is_a_table(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with open_board("crawl", 1, HEADS) as board:
        board.update("Grenås", ("3", "/plan"))
        board.finish("Grenås", ("4", "complete"))
    assert "crawl: 1 of 1: Grenås: 4 requests, complete" in terminal.getvalue()


@pytest.mark.parametrize("cells", [("1",), ("1", "2", "3")])
def test_cells_that_fit_no_head_are_an_error(cells):
    with pytest.raises(ValueError, match="zip"):
        LineBoard("crawl", 1, HEADS).finish("Grenås", cells)
