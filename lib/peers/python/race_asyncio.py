"""Coroutines that add one to a counter that they share, in steps of a read and a write.

With `pausing` each yields to the event loop between the two. The variant `asyncio-lock` holds a lock meanwhile;
`asyncio` does not, and loses updates where it pauses.
"""

import asyncio
import time

from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"variant": "asyncio", "tasks": 100, "updates": 100, "pausing": True}


async def without_lock() -> int:
    """Return what the counter says when all tasks have ended."""
    counter = 0

    async def task() -> None:
        nonlocal counter
        for _ in range(updates):
            before = counter
            if pausing:
                await asyncio.sleep(0)
            counter = before + 1

    await asyncio.gather(*(task() for _ in range(tasks)))
    return counter


async def with_lock() -> int:
    counter = 0
    lock = asyncio.Lock()

    async def task() -> None:
        nonlocal counter
        for _ in range(updates):
            async with lock:
                before = counter
                if pausing:
                    await asyncio.sleep(0)
                counter = before + 1

    await asyncio.gather(*(task() for _ in range(tasks)))
    return counter


_VARIANTS = {"asyncio": without_lock, "asyncio-lock": with_lock}

argument = read_argument(_EXAMPLE)
tasks, updates = (argument.get(key, _EXAMPLE[key]) for key in ("tasks", "updates"))
pausing = argument.get("pausing") is True
if argument.get("variant") not in _VARIANTS:
    refuse(f"expected `variant` to be one of {', '.join(_VARIANTS)}", _EXAMPLE)
if not all(isinstance(count, int) and count >= 1 for count in (tasks, updates)):
    refuse("expected `tasks` and `updates` from 1 up", _EXAMPLE)
begin_seconds = time.perf_counter()
total = asyncio.run(_VARIANTS[argument["variant"]]())
work_ms = elapsed_ms(begin_seconds)
report_job(
    work_ms,
    [str(tasks * updates)],
    {"updates": tasks * updates, "lostUpdates": tasks * updates - total},
)
