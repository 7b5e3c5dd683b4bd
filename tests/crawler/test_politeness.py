import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.job import CrawlSettings
from crawler.politeness import CrawlStopping, Pace, parse_retry_after, request_headers, user_agent

NOW = datetime(2026, 3, 1, 8, 0, 0, tzinfo=UTC)


def test_we_say_who_we_are_and_whom_to_write_to():
    settings = CrawlSettings("anna@example.org")
    assert user_agent(settings).startswith("samverkan/")
    assert user_agent(settings).endswith(" (+anna@example.org; research crawler)")
    assert request_headers(settings)["From"] == "anna@example.org"
    assert request_headers(settings)["Accept-Language"].startswith("sv")


def test_a_contact_that_is_a_web_address_is_not_put_into_from():
    assert "From" not in request_headers(CrawlSettings("https://example.org"))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        (" 7 ", 7),
        ("Sun, 01 Mar 2026 08:02:00 GMT", 120),
        ("Sun, 01 Mar 2026 07:00:00 GMT", 0),
        *((unreadable, None) for unreadable in ("soon", "", "-5", "1.5", "١٢")),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert parse_retry_after(value, NOW) == seconds


def test_a_group_gets_one_turn_at_a_time_with_the_gap_between():
    async def run():
        pace, spans = Pace(), []

        async def ask():
            async with pace.turn("0484", 0.05):
                began = time.monotonic()
                await asyncio.sleep(0.02)
                spans.append((began, time.monotonic()))

        await asyncio.gather(*(ask() for _ in range(4)))
        return spans

    spans = asyncio.run(run())
    for (_, ended), (began, _) in pairwise(spans):
        assert began - ended >= 0.049


def test_the_gap_counts_from_the_first_bytes_of_the_answer():
    async def run():
        pace = Pace()
        async with pace.turn("0484", 0.2) as turn:
            turn.answered = time.monotonic()
            await asyncio.sleep(0.15)  # a long body
        began = time.monotonic()
        async with pace.turn("0484", 0.2):
            return time.monotonic() - began

    assert 0.03 < asyncio.run(run()) < 0.12


def test_other_groups_do_not_wait():
    async def run():
        pace = Pace()
        pace.pause("0484", 30)
        async with asyncio.timeout(1), pace.turn("0114", 30):
            return "a turn"

    assert asyncio.run(run()) == "a turn"


def test_a_pause_holds_a_group_back_and_a_shorter_one_does_not_shorten_it():
    async def run():
        pace = Pace()
        pace.pause("0484", 0.1)
        pace.pause("0484", 0.01)
        began = time.monotonic()
        async with pace.turn("0484", 0):
            return time.monotonic() - began

    assert asyncio.run(run()) >= 0.099


def test_stopping_wakes_those_who_wait_and_gives_no_more_turns():
    async def run():
        pace = Pace()
        pace.pause("0484", 60)

        async def ask():
            async with pace.turn("0484", 0):
                raise AssertionError("a turn after the stop")

        waiting = [asyncio.ensure_future(ask()) for _ in range(2)]
        await asyncio.sleep(0.01)
        pace.stop()
        return await asyncio.gather(*waiting, ask(), return_exceptions=True)

    assert [type(one) for one in asyncio.run(run())] == [CrawlStopping] * 3
