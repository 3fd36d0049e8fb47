"""The work of the programs that compute and wait: tasks of two halves with a wait between them, and the report."""

import time
from typing import Any, Dict, List

from interleave_program import Span, elapsed_ms, read_argument, refuse, report_job, usage

_EXAMPLE = {"tasks": 8, "steps": 1_000_000, "waitMs": 0, "cores": 2, "trace": False}


def compute(start: int, step_count: int) -> int:
    """A chain in which each 32-bit number comes from the one before; no program can skip a step of it."""
    value = start
    for _ in range(step_count):
        value = (value * 1_664_525 + 1_013_904_223) & 0xFFFF_FFFF
    return value


class ComputeJob:
    """The tasks, numbered from 0 and each begun from its number, and a record of what became of them."""

    def __init__(self) -> None:
        """Read the argument; exits with 2 when it is not right. The clock starts with `begin`."""
        argument = read_argument(_EXAMPLE)
        given = {**_EXAMPLE, **argument}
        if not all(isinstance(given[key], int) and given[key] >= 1 for key in ("tasks", "steps", "cores")):
            refuse("expected `tasks`, `steps` and `cores` from 1 up", _EXAMPLE)
        if not isinstance(given["waitMs"], int) or given["waitMs"] < 0:
            refuse("expected `waitMs` from 0 up", _EXAMPLE)
        self.tasks = range(given["tasks"])
        self.first_half = given["steps"] // 2
        self.second_half = given["steps"] - self.first_half
        self.wait_seconds = given["waitMs"] / 1000
        self.cores: int = given["cores"]
        self._argument: Dict[str, Any] = given
        self._answers: Dict[int, int] = {}
        self._spans: List[Span] = []
        self._begin_seconds = 0.0
        self._cpu_before_ms = 0.0
        self._work_ms = 0.0
        self._cpu_ms = 0.0

    def begin(self) -> None:
        """Start the clock."""
        self._cpu_before_ms = _own_cpu_ms()
        self._begin_seconds = time.perf_counter()

    def now_ms(self) -> float:
        """Milliseconds since `begin`."""
        return elapsed_ms(self._begin_seconds)

    def ended(self, task: int, start_ms: float, answer: int) -> None:
        """Note the end and the answer of a task."""
        self._answers[task] = answer
        self._spans.append((task, start_ms, self.now_ms()))

    def end(self, children_cpu_ms: float = 0.0) -> None:
        """Stop the clock.

        :param children_cpu_ms: processor time of the work in processes that have not ended.
        """
        self._work_ms = self.now_ms()
        self._cpu_ms = _own_cpu_ms() - self._cpu_before_ms + children_cpu_ms

    def report(self) -> None:
        """Print the report; after `end`, and once processes that take part have ended, for their use to be in it."""
        cores_used = self._cpu_ms / self._work_ms
        report_job(
            self._work_ms,
            [str(self._answers[task]) for task in self.tasks],
            {
                "tasks": len(self.tasks),
                "steps": self._argument["steps"],
                "coresUsed": cores_used,
                "coreShare": cores_used / self.cores,
                "taskCpuMs": self._cpu_ms / len(self.tasks),
            },
            self._spans if self._argument["trace"] is True else None,
        )


def _own_cpu_ms() -> float:
    own = usage()["self"]
    return own["userMs"] + own["systemMs"]
