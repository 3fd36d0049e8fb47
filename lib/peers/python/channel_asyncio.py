"""Values through queues of asyncio: in a stream, to and fro, or from one of many."""

import asyncio
import time
from typing import Any, Dict, List, Tuple

from interleave_program import elapsed_ms, read_argument, refuse, report_job
from queue_stream import sum_through_queue

_EXAMPLE = {"shape": "stream", "items": 10_000, "capacity": 0, "channels": 1}

Received = Tuple[int, List[int]]
"""A number that all languages agree on, and, of a choice, how many values each queue gave."""


async def stream(items: int, capacity: int, channels: int) -> Received:
    return await sum_through_queue(items, capacity), []


async def ping_pong(items: int, capacity: int, channels: int) -> Received:
    there: "asyncio.Queue[int]" = asyncio.Queue(1)
    back: "asyncio.Queue[int]" = asyncio.Queue(1)
    turns = items // 2

    async def echo() -> None:
        for _ in range(turns):
            await back.put(await there.get() + 1)

    echoing = asyncio.create_task(echo())
    item = 0
    for _ in range(turns):
        await there.put(item)
        item = await back.get()
    await echoing
    return item, []


async def select(items: int, capacity: int, channels: int) -> Received:
    """Wait for a task on each queue; one that is done is replaced, the others wait on, so that no value is lost."""
    queues: "List[asyncio.Queue[int]]" = [asyncio.Queue(max(1, capacity)) for _ in range(channels)]

    async def send(queue: "asyncio.Queue[int]") -> None:
        item = 0
        while True:
            await queue.put(item)
            item += 1

    sending = [asyncio.create_task(send(queue)) for queue in queues]
    receiving = {asyncio.create_task(queue.get()): index for index, queue in enumerate(queues)}
    shares = [0] * channels
    left = items
    while left > 0:
        done, _ = await asyncio.wait(receiving, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            index = receiving.pop(task)
            receiving[asyncio.create_task(queues[index].get())] = index
            if left > 0:
                shares[index] += 1
                left -= 1
    for task in [*sending, *receiving]:
        task.cancel()
    return sum(shares), shares


_SHAPES = {"stream": stream, "ping-pong": ping_pong, "select": select}


def jain_index(shares: List[int]) -> float:
    """How evenly the shares are spread: 1 where all are alike."""
    return sum(shares) ** 2 / (len(shares) * sum(share**2 for share in shares))


async def main(given: Dict[str, Any]) -> None:
    shape = _SHAPES[given["shape"]]
    items, width = given["items"], (given["capacity"], given["channels"])
    # A warm-up as long as what is measured, as in the other languages.
    await shape(items, *width)
    begin_seconds = time.perf_counter()
    answer, shares = await shape(items, *width)
    work_ms = elapsed_ms(begin_seconds)
    counters = {"items": items, "perItemMs": work_ms / items}
    if shares:
        counters["jainIndex"] = jain_index(shares)
    report_job(work_ms, [str(answer)], counters)


argument = {**_EXAMPLE, **read_argument(_EXAMPLE)}
if argument["shape"] not in _SHAPES:
    refuse(f"expected `shape` to be one of {', '.join(_SHAPES)}", _EXAMPLE)
if not all(isinstance(argument[key], int) and argument[key] >= 1 for key in ("items", "channels")):
    refuse("expected `items` and `channels` from 1 up", _EXAMPLE)
if not isinstance(argument["capacity"], int) or argument["capacity"] < 0:
    refuse("expected `capacity` from 0 up", _EXAMPLE)
asyncio.run(main(argument))
