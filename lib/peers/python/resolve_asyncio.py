"""A task for each name and one deadline for all, in asyncio, which looks names up in its pool of threads.

A task that is late is cancelled; the thread that works for it is not, and the program cannot end before it has.
"""

import asyncio
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, List, Optional, Tuple

from resolve_job import SETTLING_SECONDS, ResolveJob


class CountingExecutor(ThreadPoolExecutor):
    """The pool that asyncio would make for itself, with a list of what it was asked to do."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="asyncio")
        self.submitted: List[Future] = []

    def submit(self, *args: Any, **kwargs: Any) -> Future:
        future = super().submit(*args, **kwargs)
        self.submitted.append(future)
        return future


async def resolve(job: ResolveJob, index: int, name: str) -> str:
    start_ms = job.now_ms()
    loop = asyncio.get_running_loop()
    [(*_, address)] = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    job.ended(index, start_ms)
    return address[0]


async def main(job: ResolveJob) -> Tuple[float, List[Optional[str]], int]:
    executor = CountingExecutor()
    asyncio.get_running_loop().set_default_executor(executor)
    job.begin()
    tasks = [asyncio.create_task(resolve(job, index, name)) for index, name in enumerate(job.names)]
    in_time, late = await asyncio.wait(tasks, timeout=job.deadline_seconds)
    for task in late:
        task.cancel()
    answers = [task.result() if task in in_time else None for task in tasks]
    work_ms = job.now_ms()
    await asyncio.sleep(SETTLING_SECONDS)
    return work_ms, answers, sum(not future.done() for future in executor.submitted)


job = ResolveJob()
job.report(*asyncio.run(main(job)))
