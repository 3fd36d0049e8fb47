"""A coroutine for each document, gathered, as published for 898 documents.

aiohttp opens at most 100 connections unless told otherwise, so the rest of the coroutines wait for one.
"""

import asyncio

import aiohttp

from fetch_job import FetchJob
from heartbeat import heartbeat


async def fetch(session: aiohttp.ClientSession, job: FetchJob, number: int) -> None:
    job.started(number)
    async with session.get(job.url(number)) as response:
        pokemon = await response.json()
        job.done(number, pokemon["name"])


async def main(job: FetchJob) -> None:
    async with heartbeat(job), aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, job, number) for number in job.numbers))


job = FetchJob()
asyncio.run(main(job))
job.report()
