"""The work of the programs that resolve names: the argument, when each lookup ended, and the report."""

import time
from typing import Any, Callable, Dict, List, Optional

from interleave_program import Span, elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"names": ["localhost"], "deadlineMs": 2000, "trace": False}


SETTLING_SECONDS = 0.010
"""What cancelled work takes to end, and more; what runs after it was not cancelled."""


class ResolveJob:
    """The names, the deadline, and a record of what became of them."""

    def __init__(self) -> None:
        """Read the argument; exits with 2 when it is not right. The clock starts with `begin`."""
        argument = read_argument(_EXAMPLE)
        names = argument.get("names")
        deadline_ms = argument.get("deadlineMs", _EXAMPLE["deadlineMs"])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            refuse("expected `names` to be a list of strings", _EXAMPLE)
        if not isinstance(deadline_ms, int) or deadline_ms < 1:
            refuse("expected `deadlineMs` from 1 up", _EXAMPLE)
        self.names: List[str] = names
        self.deadline_seconds = deadline_ms / 1000
        self._trace = argument.get("trace") is True
        self._spans: List[Span] = []
        self._begin_seconds = 0.0

    def begin(self) -> None:
        """Start the clock."""
        self._begin_seconds = time.perf_counter()

    def timed(self, resolve: Callable[[str], str]) -> Callable[[int, str], str]:
        """Return a lookup that notes when it began and when it ended."""

        def timed_resolve(index: int, name: str) -> str:
            start_ms = elapsed_ms(self._begin_seconds)
            address = resolve(name)
            self.ended(index, start_ms)
            return address

        return timed_resolve

    def ended(self, index: int, start_ms: float) -> None:
        """Note the end of a lookup that began at `start_ms`."""
        self._spans.append((index, start_ms, self.now_ms()))

    def now_ms(self) -> float:
        """Milliseconds since `begin`."""
        return elapsed_ms(self._begin_seconds)

    def report(self, work_ms: float, answers: List[Optional[str]], still_running: int) -> None:
        """Print the report.

        :param answers: in the order of the names, None for each that was late.
        """
        present = sum(answer is not None for answer in answers)
        counters: Dict[str, Any] = {
            "names": len(answers),
            "present": present,
            "missing": len(answers) - present,
            "stillRunning": still_running,
        }
        report_job(
            work_ms, [answer or "" for answer in answers], counters, self._spans if self._trace else None
        )
