"""The work of the pool programs: jobs that take their time and double their number."""

import asyncio
import time
from typing import Awaitable, Callable, Dict, List

from interleave_program import Span, elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"jobs": 5, "workers": 3, "jobMs": 1000, "throwing": False, "trace": False, "limitMs": 60_000}
_THROWING_JOB = 2
"""The job that raises when the argument asks for one that does."""


class PoolJob:
    """The jobs, numbered from 1, and a record of what became of them."""

    def __init__(self) -> None:
        """Read the argument; exits with 2 when it is not right."""
        argument = read_argument(_EXAMPLE)
        counts = [argument.get(key, _EXAMPLE[key]) for key in ("jobs", "workers", "jobMs", "limitMs")]
        if not all(isinstance(value, int) and value >= 1 for value in counts):
            refuse("expected `jobs`, `workers`, `jobMs` and `limitMs` from 1 up", _EXAMPLE)
        self.jobs, self.workers, self._job_ms, self._limit_ms = counts
        self._throwing = argument.get("throwing") is True
        self._trace = argument.get("trace") is True
        self._answers: Dict[int, int] = {}
        self._spans: List[Span] = []
        self._begin_seconds = time.perf_counter()

    async def do(self, job: int) -> int:
        """Take the time of a job."""
        start_ms = elapsed_ms(self._begin_seconds)
        await asyncio.sleep(self._job_ms / 1000)
        if self._trace:
            self._spans.append((job - 1, start_ms, elapsed_ms(self._begin_seconds)))
        if self._throwing and job == _THROWING_JOB:
            raise RuntimeError(f"job {job} failed")
        return job * 2

    def answer(self, job: int, value: int) -> None:
        """Record the answer of a job."""
        self._answers[job] = value

    def run(self, main: Callable[["PoolJob"], Awaitable[None]]) -> None:
        """Run a pool to its end, or to its time limit, and print the report."""
        hung = reported = False
        try:
            asyncio.run(self._limited(main))
        except asyncio.TimeoutError:
            hung = True
        except RuntimeError as error:
            if not self._throwing:
                raise
            reported = f"job {_THROWING_JOB}" in str(error)
        work_ms = elapsed_ms(self._begin_seconds)
        report_job(
            work_ms,
            [str(value) for _, value in sorted(self._answers.items())],
            {
                "results": len(self._answers),
                "jobTimes": work_ms / self._job_ms,
                "hung": int(hung),
                "died": 0,
                "reported": int(reported),
            },
            self._spans if self._trace else None,
        )

    async def _limited(self, main: Callable[["PoolJob"], Awaitable[None]]) -> None:
        await asyncio.wait_for(main(self), self._limit_ms / 1000)
