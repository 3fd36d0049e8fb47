"""Coroutines that wait on one event loop and hand their computing to a pool of one process for each core."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Tuple

from compute_job import ComputeJob, compute
from process_pool import end_with_parent, start_all


def compute_metered(start: int, step_count: int) -> Tuple[int, float]:
    """Compute, and tell the processor time that it took, in milliseconds."""
    before_seconds = time.process_time()
    value = compute(start, step_count)
    return value, (time.process_time() - before_seconds) * 1000


async def perform(job: ComputeJob, pool: ProcessPoolExecutor, task: int) -> float:
    loop = asyncio.get_running_loop()
    start_ms = job.now_ms()
    half, first_cpu_ms = await loop.run_in_executor(pool, compute_metered, task, job.first_half)
    if job.wait_seconds > 0:
        await asyncio.sleep(job.wait_seconds)
    answer, second_cpu_ms = await loop.run_in_executor(pool, compute_metered, half, job.second_half)
    job.ended(task, start_ms, answer)
    return first_cpu_ms + second_cpu_ms


async def main(job: ComputeJob, pool: ProcessPoolExecutor) -> None:
    job.begin()
    children_cpu_ms = await asyncio.gather(*(perform(job, pool, task) for task in job.tasks))
    job.end(sum(children_cpu_ms))


if __name__ == "__main__":
    the_job = ComputeJob()
    with ProcessPoolExecutor(the_job.cores, initializer=end_with_parent) as processes:
        start_all(processes, the_job.cores)
        asyncio.run(main(the_job, processes))
    the_job.report()
