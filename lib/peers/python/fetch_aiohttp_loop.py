"""`await` inside the loop, as published: asynchronous, and yet one document after another.

The session keeps its connection alive, and that is the whole gain over `fetch_requests.py`.
"""

import asyncio

import aiohttp

from fetch_job import FetchJob
from heartbeat import heartbeat


async def main(job: FetchJob) -> None:
    async with heartbeat(job), aiohttp.ClientSession() as session:
        for number in job.numbers:
            job.started(number)
            async with session.get(job.url(number)) as response:
                pokemon = await response.json()
                job.done(number, pokemon["name"])


job = FetchJob()
asyncio.run(main(job))
job.report()
