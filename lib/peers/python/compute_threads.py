"""A thread for each task: the threads wait at once, and take turns at the interpreter's lock to compute."""

import threading
import time

from compute_job import ComputeJob, compute


def perform(task: int) -> None:
    start_ms = job.now_ms()
    half = compute(task, job.first_half)
    if job.wait_seconds > 0:
        time.sleep(job.wait_seconds)
    job.ended(task, start_ms, compute(half, job.second_half))


job = ComputeJob()
job.begin()
threads = [threading.Thread(target=perform, args=(task,)) for task in job.tasks]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
job.end()
job.report()
