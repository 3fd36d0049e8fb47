"""A task that computes beside an event loop with timers to serve: in one go, in slices, or in a thread."""

import asyncio
import math
import time
from typing import Any, Awaitable, Callable, Dict, List, Optional

from compute_job import compute
from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"variant": "inline", "steps": 1_500_000, "sliceMs": 5, "idleMs": 150}
_PERIOD_SECONDS = 0.002
_WARM_UP_SECONDS = 0.02
# So few that a slice ends within a fraction of a millisecond of its time.
_STEPS_BETWEEN_LOOKS = 1_000


class SteadyHeartbeat:
    """Beats every 2 ms by a fixed schedule, and notes how late each beat came.

    A beat that was due while the loop was blocked counts with its own delay, as the requests of an open loop do.
    """

    def __init__(self) -> None:
        """Start to beat, on the running loop."""
        self._delays_ms: List[float] = []
        self._due_seconds = time.perf_counter() + _PERIOD_SECONDS
        self._beating = asyncio.ensure_future(self._beat())

    def stop(self) -> List[float]:
        """Return how late each beat came that was due by now; one that is overdue is as late as now."""
        self._beating.cancel()
        self._record()
        return self._delays_ms

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(max(0.0, self._due_seconds - time.perf_counter()))
            self._record()

    def _record(self) -> None:
        now_seconds = time.perf_counter()
        while self._due_seconds <= now_seconds:
            self._delays_ms.append((now_seconds - self._due_seconds) * 1000)
            self._due_seconds += _PERIOD_SECONDS


async def idle(given: Dict[str, Any]) -> None:
    await asyncio.sleep(given["idleMs"] / 1000)


async def inline(given: Dict[str, Any]) -> int:
    return compute(0, given["steps"])


async def sliced(given: Dict[str, Any]) -> int:
    slice_seconds = given["sliceMs"] / 1000
    value = 0
    end_seconds = time.perf_counter() + slice_seconds
    for begun in range(0, given["steps"], _STEPS_BETWEEN_LOOKS):
        value = compute(value, min(_STEPS_BETWEEN_LOOKS, given["steps"] - begun))
        if time.perf_counter() >= end_seconds:
            await asyncio.sleep(0)
            end_seconds = time.perf_counter() + slice_seconds
    return value


async def thread(given: Dict[str, Any]) -> int:
    # asyncio.to_thread, in the words of Python 3.8.
    return await asyncio.get_running_loop().run_in_executor(None, compute, 0, given["steps"])


_WAYS: Dict[str, Callable[[Dict[str, Any]], Awaitable[Optional[int]]]] = {
    "idle": idle,
    "inline": inline,
    "sliced": sliced,
    "thread": thread,
}


async def warm_up() -> None:
    """Start the loop's pool of threads and its timers before they are measured."""
    heartbeat = SteadyHeartbeat()
    await asyncio.get_running_loop().run_in_executor(None, compute, 0, 1)
    await asyncio.sleep(_WARM_UP_SECONDS)
    heartbeat.stop()


async def main(given: Dict[str, Any]) -> None:
    await warm_up()
    heartbeat = SteadyHeartbeat()
    await asyncio.sleep(0)
    begin_seconds = time.perf_counter()
    answer = await _WAYS[given["variant"]](given)
    work_ms = elapsed_ms(begin_seconds)
    delays_ms = sorted(heartbeat.stop())
    report_job(
        work_ms,
        [] if answer is None else [str(answer)],
        {
            "beats": len(delays_ms),
            "heartbeatDelayP99Ms": delays_ms[math.ceil(len(delays_ms) * 0.99) - 1] if delays_ms else 0.0,
            "heartbeatDelayMaxMs": delays_ms[-1] if delays_ms else 0.0,
        },
        latencies={"heartbeatDelay": [(round(delay_ms * 1e6), 1) for delay_ms in delays_ms]},
    )


argument = {**_EXAMPLE, **read_argument(_EXAMPLE)}
if argument["variant"] not in _WAYS:
    refuse(f"expected `variant` to be one of {', '.join(_WAYS)}", _EXAMPLE)
if not all(isinstance(argument[key], int) and argument[key] >= 1 for key in ("steps", "sliceMs", "idleMs")):
    refuse("expected `steps`, `sliceMs` and `idleMs` from 1 up", _EXAMPLE)
asyncio.run(main(argument))
