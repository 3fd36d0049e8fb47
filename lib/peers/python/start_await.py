"""Coroutines awaited where they are called, as published: it reads like starting them, and runs one at a time."""

import asyncio

from start_job import StartJob


async def main(job: StartJob) -> None:
    for _ in range(job.trials):
        for number in range(job.tasks):
            await job.task(number)
        job.close_trial()


job = StartJob()
asyncio.run(main(job))
job.report()
