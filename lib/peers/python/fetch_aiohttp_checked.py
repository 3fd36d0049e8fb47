"""A coroutine for each document, gathered, with errors handled: a document that fails is named, the others obtained.

As a careful programmer has it: an answer that is no success raises, there is a time limit for each document, and
each coroutine keeps its own error to itself instead of handing it to `gather`.
"""

import asyncio

import aiohttp

from fetch_job import FetchJob


async def fetch(session: aiohttp.ClientSession, job: FetchJob, number: int) -> None:
    job.started(number)
    try:
        async with session.get(job.url(number)) as response:
            pokemon = await response.json()
            job.done(number, pokemon["name"])
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError) as error:
        job.failed(number, error)


async def main(job: FetchJob) -> None:
    timeout = aiohttp.ClientTimeout(total=job.timeout_seconds)
    async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session:
        await asyncio.gather(*(fetch(session, job, number) for number in job.numbers))


job = FetchJob()
asyncio.run(main(job))
job.report()
