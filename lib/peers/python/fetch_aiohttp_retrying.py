"""A coroutine for each document, gathered; a document that fails is asked for again, three times at most.

Between two attempts it waits for as long as the answer's Retry-After says, or else for a time that is drawn at
random and grows.
"""

import asyncio
import random

import aiohttp

from fetch_job import FetchJob

_ATTEMPTS = 3
_BACK_OFF_SECONDS = 0.05


async def fetch(session: aiohttp.ClientSession, job: FetchJob, number: int) -> None:
    job.started(number)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            async with session.get(job.url(number)) as response:
                pokemon = await response.json()
            job.done(number, pokemon["name"])
            return
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError) as error:
            if attempt == _ATTEMPTS:
                job.failed(number, error)
                return
            pause_seconds = pause_after(error, attempt)
        await asyncio.sleep(pause_seconds)


def pause_after(error: Exception, attempt: int) -> float:
    headers = getattr(error, "headers", None) or {}
    retry_after = headers.get("Retry-After", "")
    if retry_after.isdigit():
        return float(retry_after)
    return random.random() * _BACK_OFF_SECONDS * 2 ** (attempt - 1)


async def main(job: FetchJob) -> None:
    timeout = aiohttp.ClientTimeout(total=job.timeout_seconds)
    async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session:
        await asyncio.gather(*(fetch(session, job, number) for number in job.numbers))


job = FetchJob()
asyncio.run(main(job))
job.report()
