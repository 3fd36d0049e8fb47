"""Two requests for fib(n) that come at once, and what decides which way to their answers is the shorter."""

import time
from concurrent.futures import Executor
from statistics import median
from typing import Any, Callable, Dict, List, Tuple

from fib import fib
from interleave_program import elapsed_ms, read_argument, refuse

WORKERS = 2
"""One for each request: with two requests at once no pool can use more."""

Timed = Tuple[float, List[str], Dict[str, float]]
"""What `report_job` takes: the time of the work in milliseconds, the answers, and the counters."""

_EXAMPLE = {"ns": [1, 10, 20], "readingMs": 10}

_WARM_UPS = 8
_PROBE_N = 22
_HOPS = 50
_LEAST_READINGS = 3
_LEAST_READING_MS = 0.02
"""What a clock tells from nothing: shorter pairs are timed many at once."""


def read_crossover_argument() -> Dict[str, Any]:
    """Return the argument; exits with 2 when it is not right."""
    given = {**_EXAMPLE, **read_argument(_EXAMPLE)}
    if not given["ns"] or given["readingMs"] < 1:
        refuse("expected some `ns`, and `readingMs` from 1 up", _EXAMPLE)
    return given


def time_in_place(given: Dict[str, Any]) -> Timed:
    """Time both requests one after the other, where they were asked, for a report."""
    _warm_up(_pair_in_place)
    call_ms = _call_ms()

    def batch_of(n: int) -> int:
        return int(_LEAST_READING_MS / (2 * call_ms * _calls(n))) + 1

    return _time_all(given, _pair_in_place, {"callMs": call_ms}, batch_of)


def time_handed_over(given: Dict[str, Any], pool: Executor) -> Timed:
    """Time both requests handed to the pool, and the hop of two that take no time.

    The report must wait until the pool is closed: only then is known what its processes have used.
    """

    def pair(n: int) -> Tuple[int, int]:
        first, second = pool.submit(fib, n), pool.submit(fib, n)
        return first.result(), second.result()

    _warm_up(pair)
    call_ms = _call_ms()
    hops = [_timed(lambda: pair(1)) for _ in range(_HOPS)]
    return _time_all(given, pair, {"callMs": call_ms, "hopMs": median(hops)}, lambda _: 1)


def _pair_in_place(n: int) -> Tuple[int, int]:
    return fib(n), fib(n)


def _warm_up(pair: Callable[[int], Tuple[int, int]]) -> None:
    for _ in range(_WARM_UPS):
        pair(_PROBE_N)


def _call_ms() -> float:
    """One call of the recursion, from the fastest of some probes."""
    return min(_timed(lambda: fib(_PROBE_N)) for _ in range(_WARM_UPS)) / _calls(_PROBE_N)


def _time_all(
    given: Dict[str, Any],
    pair: Callable[[int], Tuple[int, int]],
    costs: Dict[str, float],
    batch_of: Callable[[int], int],
) -> Timed:
    counters = dict(costs)
    answers: List[str] = []
    begin = time.perf_counter()
    for n in given["ns"]:
        answers.extend(str(answer) for answer in pair(n))
        counters[f"n={n}"] = _time_pair(pair, n, batch_of(n), given["readingMs"])
    return elapsed_ms(begin), answers, counters


def _time_pair(pair: Callable[[int], Tuple[int, int]], n: int, batch: int, limit_ms: float) -> float:
    """Return the median time until both answers are there, in milliseconds."""

    def run_batch() -> None:
        for _ in range(batch):
            pair(n)

    readings: List[float] = []
    begin = time.perf_counter()
    while len(readings) < _LEAST_READINGS or elapsed_ms(begin) < limit_ms:
        readings.append(_timed(run_batch) / batch)
    return median(readings)


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return elapsed_ms(start)


def _calls(n: int) -> int:
    """Return how many calls fib makes for n, itself included."""
    previous, current = 0, 1
    for _ in range(2, n + 1):
        previous, current = current, previous + current
    return 2 * current - 1
