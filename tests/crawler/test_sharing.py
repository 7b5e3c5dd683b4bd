import asyncio
import time
from itertools import pairwise

from crawler.politeness import Pace
from crawler.sharing import SharedTurns


def test_two_processes_take_turns_at_a_host_that_both_know(tmp_path):
    async def run():
        paces = [Pace(shared=SharedTurns(tmp_path / "pace")) for _ in range(2)]
        began = []

        async def ask(pace):
            async with pace.turn("portal.example", 0.3):
                began.append(time.monotonic())

        await asyncio.gather(*(ask(pace) for pace in paces for _ in range(2)))
        await asyncio.sleep(0.35)  # the last gap, after which the lock is given back
        return began

    began = sorted(asyncio.run(run()))
    assert min(later - earlier for earlier, later in pairwise(began)) >= 0.29


def test_a_municipality_s_own_hosts_belong_to_one_process_and_need_no_lock(tmp_path):
    async def run():
        async with Pace(shared=SharedTurns(tmp_path / "pace")).turn("0484", 0.1):
            return (tmp_path / "pace").exists()

    assert asyncio.run(run()) is False
