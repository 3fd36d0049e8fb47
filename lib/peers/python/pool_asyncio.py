"""A worker pool over two asyncio queues, as published: a sentinel for each worker, and `join` for the end.

A job that raises ends its worker before `task_done`, and `join` waits for ever.
"""

import asyncio

from pool_job import PoolJob


async def worker(pool: PoolJob, jobs: asyncio.Queue, results: asyncio.Queue) -> None:
    while True:
        job = await jobs.get()
        if job is None:
            jobs.task_done()
            break
        value = await pool.do(job)
        await results.put((job, value))
        jobs.task_done()


async def main(pool: PoolJob) -> None:
    jobs: asyncio.Queue = asyncio.Queue()
    results: asyncio.Queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(pool, jobs, results)) for _ in range(pool.workers)]
    for job in range(1, pool.jobs + 1):
        await jobs.put(job)
    for _ in workers:
        await jobs.put(None)
    await jobs.join()
    while not results.empty():
        pool.answer(*results.get_nowait())
    await asyncio.gather(*workers)


PoolJob().run(main)
