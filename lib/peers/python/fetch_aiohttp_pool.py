"""A coroutine for each document, gathered, over a pool of as many connections as the limit says.

Beside `fetch_aiohttp_gather.py`, where aiohttp's own limit of 100 holds unseen, this one shows what a limit costs.
"""

import asyncio

import aiohttp

from fetch_job import FetchJob


async def fetch(session: aiohttp.ClientSession, job: FetchJob, number: int) -> None:
    job.started(number)
    async with session.get(job.url(number)) as response:
        pokemon = await response.json()
        job.done(number, pokemon["name"])


async def main(job: FetchJob) -> None:
    connector = aiohttp.TCPConnector(limit=job.limit)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(fetch(session, job, number) for number in job.numbers))


job = FetchJob()
asyncio.run(main(job))
job.report()
