"""A stream of numbers through one queue of asyncio."""

import asyncio


async def sum_through_queue(count: int, capacity: int) -> int:
    """Send the numbers below `count` from one task to another; return their sum.

    A queue of asyncio holds one value at least: there is no hand-over without a buffer.
    """
    queue: "asyncio.Queue[int]" = asyncio.Queue(max(1, capacity))

    async def send() -> None:
        for item in range(count):
            await queue.put(item)
        await queue.put(-1)

    sending = asyncio.create_task(send())
    total = 0
    while True:
        item = await queue.get()
        if item < 0:
            break
        total += item
    await sending
    return total
