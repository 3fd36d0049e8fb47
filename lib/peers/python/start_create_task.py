"""Coroutines made into tasks, which start by themselves, and awaited after all have been started."""

import asyncio

from start_job import StartJob


async def main(job: StartJob) -> None:
    for _ in range(job.trials):
        tasks = [asyncio.create_task(job.task(number)) for number in range(job.tasks)]
        for task in tasks:
            await task
        job.close_trial()


job = StartJob()
asyncio.run(main(job))
job.report()
