"""One of the works of the table of speed, several times after one that warms up; the median is reported."""

import asyncio
import statistics
import time
from typing import Any, Awaitable, Callable, Dict

from interleave_program import elapsed_ms, read_argument, refuse, report_job
from queue_stream import sum_through_queue

_EXAMPLE = {"work": "channel", "count": 100_000, "capacity": 100, "limit": 10, "iterations": 3}


async def yield_all(count: int) -> int:
    ended = 0

    async def task() -> None:
        nonlocal ended
        await asyncio.sleep(0)
        ended += 1

    await asyncio.gather(*(task() for _ in range(count)))
    return ended


async def worker_pool(count: int, limit: int) -> int:
    jobs = iter(range(count))
    ended = 0

    async def worker() -> None:
        nonlocal ended
        for _ in jobs:
            await asyncio.sleep(0)
            ended += 1

    await asyncio.gather(*(worker() for _ in range(limit)))
    return ended


def work_of(argument: Dict[str, Any]) -> Callable[[], Awaitable[int]]:
    count = argument["count"]
    if argument["work"] == "tasks":
        return lambda: yield_all(count)
    if argument["work"] == "channel":
        return lambda: sum_through_queue(count, argument["capacity"])
    if argument["work"] == "bounded":
        return lambda: worker_pool(count, argument["limit"])
    refuse(f"expected `work` to be tasks, channel or bounded, came `{argument['work']!r:.60}`", _EXAMPLE)


def main() -> None:
    argument = {**_EXAMPLE, **read_argument(_EXAMPLE)}
    work = work_of(argument)
    answer = asyncio.run(work())
    times_ms = []
    for _ in range(argument["iterations"]):
        begin_seconds = time.perf_counter()
        if asyncio.run(work()) != answer:
            raise AssertionError("an iteration gave another answer")
        times_ms.append(elapsed_ms(begin_seconds))
    report_job(statistics.median(times_ms), [str(answer)], {"iterations": len(times_ms)})


main()
