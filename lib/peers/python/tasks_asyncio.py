"""A task for each number, as published: `create_task` of a coroutine that yields once, and `gather`.

With `held`, every task waits after its yield until all have come so far, so that all are alive at once.
"""

import asyncio
import time
from typing import Tuple

from interleave_program import elapsed_ms, read_argument, refuse, report_job, usage

_EXAMPLE = {"tasks": 100_000, "held": False}


async def yield_all(count: int) -> Tuple[int, int]:
    """Return how many tasks ended, and how many were alive when the last was started."""
    ended = 0

    async def task() -> None:
        nonlocal ended
        await asyncio.sleep(0)
        ended += 1

    tasks = [asyncio.create_task(task()) for _ in range(count)]
    live = count - ended
    await asyncio.gather(*tasks)
    return ended, live


async def yield_and_hold_all(count: int) -> Tuple[int, int]:
    arrived = ended = 0
    opened = asyncio.Event()

    async def task() -> None:
        nonlocal arrived, ended
        await asyncio.sleep(0)
        arrived += 1
        if arrived == count:
            opened.set()
        await opened.wait()
        ended += 1

    tasks = [asyncio.create_task(task()) for _ in range(count)]
    live = count - ended
    await asyncio.gather(*tasks)
    return ended, live


argument = read_argument(_EXAMPLE)
count = argument.get("tasks", _EXAMPLE["tasks"])
if not isinstance(count, int) or count < 1:
    refuse(f"expected `tasks` to be an integer from 1 up, came `{count!r:.60}`", _EXAMPLE)
run = yield_and_hold_all if argument.get("held") is True else yield_all
before_bytes = usage()["self"]["peakRssBytes"]
begin_seconds = time.perf_counter()
ended, live = asyncio.run(run(count))
work_ms = elapsed_ms(begin_seconds)
grown_bytes = usage()["self"]["peakRssBytes"] - before_bytes
report_job(
    work_ms,
    [str(ended)],
    {"tasks": ended, "liveWhenStarted": live, "perTaskBytes": grown_bytes / count},
)
