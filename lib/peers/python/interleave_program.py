"""The contract of a measured program: one JSON argument in, one JSON line out, nothing left behind.

Needs only the standard library of Python 3.8 or later, CPython or PyPy.
"""

import hashlib
import json
import os
import re
import resource
import sys
import time

# Taken before gevent may patch the module: the watcher must be a thread of the system, not a greenlet,
# or its blocking read would stop every other greenlet.
from _thread import start_new_thread
from typing import Any, Callable, Dict, Iterable, List, NoReturn, Optional, Tuple

PROTOCOL = 1

Span = Tuple[int, float, float]
"""One task of a job: its number from 0, its start and its end in milliseconds since the start of the work."""

LatencyCount = Tuple[int, int]
"""How often a latency came: whole nanoseconds, and a count from 1 up."""


def read_argument(example: Dict[str, Any], at_end: Optional[Callable[[], None]] = None) -> Dict[str, Any]:
    """Return the program's argument and from then on end with standard input.

    :param example: a complete argument; its keys that the given one lacks are *not* filled in, it only
        shows a person what to type.
    :param at_end: for a program to which the end of its input is the regular one, such as a server: called on a
        thread of its own, after which the program exits with 0. Without it the program exits with 1.

    Exits with 2 and a sentence on standard error unless there is exactly one argument, a JSON object.
    """
    if len(sys.argv) != 2:
        refuse(f"expected one argument, came {len(sys.argv) - 1}", example)
    try:
        argument = json.loads(sys.argv[1])
    except ValueError:
        refuse(f"expected a JSON object, came `{sys.argv[1]:.60}`", example)
    if not isinstance(argument, dict):
        refuse(f"expected a JSON object, came `{sys.argv[1]:.60}`", example)
    start_new_thread(_end_with_standard_input, (at_end,))
    return argument


def refuse(problem: str, example: Dict[str, Any]) -> NoReturn:
    """Exit with 2 after saying what is wrong with the argument, and what to try instead."""
    print(f"{os.path.basename(sys.argv[0])}: {problem}; try '{json.dumps(example)}'", file=sys.stderr)
    sys.exit(2)


def report_job(
    work_ms: float,
    answers: Iterable[str],
    counters: Dict[str, float],
    trace: Optional[List[Span]] = None,
    latencies: Optional[Dict[str, List[LatencyCount]]] = None,
) -> None:
    """Print the line of a job program.

    :param answers: in the order of the input, an empty one for each that is missing; their digest is reported.
    :param trace: left out of the report when None.
    :param latencies: how often each latency came, by name; left out of the report when None.
    """
    report = {
        "protocol": PROTOCOL,
        "workMs": work_ms,
        "digest": hashlib.sha256("\n".join(answers).encode()).hexdigest(),
        "counters": counters,
        "usage": usage(),
    }
    if trace is not None:
        report["trace"] = trace
    if latencies is not None:
        report["latencies"] = latencies
    print(json.dumps(report), flush=True)


def usage() -> Dict[str, Dict[str, float]]:
    """What this process used, and the children that it waited for: milliseconds and bytes."""
    own = _resource_use(resource.RUSAGE_SELF)
    own["peakRssBytes"] = _own_peak_rss_bytes() or own["peakRssBytes"]
    return {"self": own, "children": _resource_use(resource.RUSAGE_CHILDREN)}


def elapsed_ms(since_seconds: float) -> float:
    """Milliseconds since a reading of `time.perf_counter()`."""
    return (time.perf_counter() - since_seconds) * 1000


def _resource_use(who: int) -> Dict[str, float]:
    used = resource.getrusage(who)
    # macOS counts bytes where Linux and the BSDs count kibibytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "userMs": used.ru_utime * 1000,
        "systemMs": used.ru_stime * 1000,
        "peakRssBytes": used.ru_maxrss * unit,
    }


def _own_peak_rss_bytes() -> Optional[int]:
    """The peak since this program was loaded, where the system tells.

    Linux's `ru_maxrss` survives exec and so starts with the memory of the harness that forked the process:
    a small program started by a large one would be charged with its parent.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read(), re.MULTILINE)
    except OSError:
        return None
    return int(found.group(1)) * 1024 if found else None


def _end_with_standard_input(at_end: Optional[Callable[[], None]]) -> None:
    while os.read(0, 4096):
        pass
    status = 1
    try:
        if at_end is not None:
            at_end()
            status = 0
    finally:
        # A main thread that blocks would never notice a gentler way.
        os._exit(status)
