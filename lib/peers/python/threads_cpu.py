"""The same computation twice, in turn and then in two threads at once: do threads share the processors?"""

import threading
import time
from typing import Callable

from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"fib": 24, "trials": 3}


def fib(n: int) -> int:
    return 1 if n <= 2 else fib(n - 1) + fib(n - 2)


def timed_ms(work: Callable[[], None]) -> float:
    begin_seconds = time.perf_counter()
    work()
    return elapsed_ms(begin_seconds)


def in_turn() -> None:
    fib(n)
    fib(n)


def at_once() -> None:
    threads = [threading.Thread(target=fib, args=(n,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


argument = read_argument(_EXAMPLE)
n, trials = (argument.get(key, _EXAMPLE[key]) for key in ("fib", "trials"))
if not all(isinstance(value, int) and value >= 1 for value in (n, trials)):
    refuse("expected `fib` and `trials` from 1 up", _EXAMPLE)
begin_seconds = time.perf_counter()
in_turn_ms = at_once_ms = 0.0
for _ in range(trials):
    in_turn_ms += timed_ms(in_turn)
    at_once_ms += timed_ms(at_once)
report_job(
    elapsed_ms(begin_seconds),
    [str(fib(n))],
    {"inTurnMs": in_turn_ms, "atOnceMs": at_once_ms, "speedUp": in_turn_ms / at_once_ms},
)
