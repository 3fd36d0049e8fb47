"""A coroutine for each task on one event loop: waits overlap, and computing stops everything else."""

import asyncio

from compute_job import ComputeJob, compute


async def perform(job: ComputeJob, task: int) -> None:
    start_ms = job.now_ms()
    half = compute(task, job.first_half)
    if job.wait_seconds > 0:
        await asyncio.sleep(job.wait_seconds)
    job.ended(task, start_ms, compute(half, job.second_half))


async def main(job: ComputeJob) -> None:
    job.begin()
    await asyncio.gather(*(perform(job, task) for task in job.tasks))
    job.end()
    job.report()


asyncio.run(main(ComputeJob()))
