"""The same worker pool with `task_done` in a `finally`, and workers that outlive a job that raises."""

import asyncio
from typing import List

from pool_job import PoolJob


async def worker(pool: PoolJob, jobs: asyncio.Queue, failures: List[Exception]) -> None:
    while True:
        job = await jobs.get()
        try:
            if job is None:
                return
            pool.answer(job, await pool.do(job))
        except Exception as error:
            failures.append(error)
        finally:
            jobs.task_done()


async def main(pool: PoolJob) -> None:
    jobs: asyncio.Queue = asyncio.Queue()
    failures: List[Exception] = []
    workers = [asyncio.create_task(worker(pool, jobs, failures)) for _ in range(pool.workers)]
    for job in range(1, pool.jobs + 1):
        await jobs.put(job)
    for _ in workers:
        await jobs.put(None)
    await jobs.join()
    await asyncio.gather(*workers)
    if failures:
        raise failures[0]


PoolJob().run(main)
