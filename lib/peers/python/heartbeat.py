"""How long an event loop keeps a timer waiting: the measure of a blocking call in the wrong place."""

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator

from fetch_job import FetchJob

_PERIOD_SECONDS = 0.010


@asynccontextmanager
async def heartbeat(job: FetchJob) -> AsyncIterator[None]:
    """While the body runs, beat every 10 ms and record the longest delay of a beat as `heartbeatDelayMaxMs`.

    Does nothing unless the job asks for it, so that a timed run carries no timer of ours.
    """
    if not job.heartbeat:
        yield
        return
    loop = asyncio.get_running_loop()
    delays_seconds = [0.0]
    due_seconds = loop.time() + _PERIOD_SECONDS

    async def beat() -> None:
        nonlocal due_seconds
        while True:
            await asyncio.sleep(max(0.0, due_seconds - loop.time()))
            now_seconds = loop.time()
            delays_seconds.append(now_seconds - due_seconds)
            due_seconds = now_seconds + _PERIOD_SECONDS

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        # A body that never let the loop turn leaves one beat overdue, and that beat is the answer.
        delays_seconds.append(loop.time() - due_seconds)
        beating.cancel()
        job.counters["heartbeatDelayMaxMs"] = max(delays_seconds) * 1000
