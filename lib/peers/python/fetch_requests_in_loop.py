"""A blocking library inside coroutines: gathered like the others, and still one after another.

Each call stops the event loop until its answer is there; the heartbeat shows for how long.
"""

import asyncio

import requests

from fetch_job import FetchJob
from heartbeat import heartbeat


async def fetch(job: FetchJob, number: int) -> None:
    job.started(number)
    name = requests.get(job.url(number)).json()["name"]
    job.done(number, name)


async def main(job: FetchJob) -> None:
    async with heartbeat(job):
        await asyncio.gather(*(fetch(job, number) for number in job.numbers))


job = FetchJob()
asyncio.run(main(job))
job.report()
