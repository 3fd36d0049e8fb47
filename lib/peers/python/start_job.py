"""The task that the start programs start, and the record of how the tasks overlapped and ended."""

import asyncio
import time
from typing import List

from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"tasks": 10, "fib": 18, "trials": 3}
_WAIT_SECONDS = 0.005
"""A task waits before it computes, so that there is something to overlap."""


def fib(n: int) -> int:
    """The doubly recursive Fibonacci number, as work for the processor."""
    return 1 if n <= 2 else fib(n - 1) + fib(n - 2)


class StartJob:
    """What a start program does, `trials` times over, and what became of its tasks."""

    def __init__(self) -> None:
        """Read the argument and start the clock; exits with 2 when the argument is not right."""
        argument = read_argument(_EXAMPLE)
        values = [argument.get(key, _EXAMPLE[key]) for key in _EXAMPLE]
        if not all(isinstance(value, int) and value >= 1 for value in values):
            refuse("expected `tasks`, `fib` and `trials` from 1 up", _EXAMPLE)
        self.tasks, self._fib, self.trials = values
        self._ended: List[int] = []
        self._in_flight = 0
        self._counters = {"tasks": 0, "unfinished": 0, "lost": 0, "outOfOrder": 0, "maxInFlight": 0}
        self._begin_seconds = time.perf_counter()

    async def task(self, number: int) -> None:
        """The task with that number, from 0."""
        self._in_flight += 1
        self._counters["maxInFlight"] = max(self._counters["maxInFlight"], self._in_flight)
        await asyncio.sleep(_WAIT_SECONDS)
        fib(self._fib)
        self._in_flight -= 1
        self._ended.append(number)

    def close_trial(self) -> None:
        """Take the trial to be done: the end of the loop would cancel every task that still runs."""
        missing = self.tasks - len(self._ended)
        self._counters["tasks"] += self.tasks
        self._counters["unfinished"] += missing
        self._counters["lost"] += missing
        self._counters["outOfOrder"] += sum(number != place for place, number in enumerate(self._ended))
        self._ended.clear()

    def report(self) -> None:
        """Stop the clock and print the report."""
        report_job(elapsed_ms(self._begin_seconds), [str(self._counters["tasks"])], self._counters)
