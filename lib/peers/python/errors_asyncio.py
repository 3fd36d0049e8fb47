"""Tasks that go wrong in every way of the corpus, and what `asyncio` tells their caller of it.

The variants are `gather`, which raises the first exception; `gather-return`, which returns all; and
`task-group`, which needs Python 3.11.
"""

import asyncio
import time
from typing import Awaitable, Callable, Dict, List, NamedTuple, Set

from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"variant": "gather", "stepMs": 10}
_TASK_COUNT = 5
_CANCELLED = "cancelled by the caller"

Task = Callable[[int], Awaitable[str]]


class Scenario(NamedTuple):
    """One way for a run of several tasks to go wrong, by the number of a task, from 1."""

    name: str
    faults: Dict[int, str]
    cancelled_after: int = 0
    """The caller cancels after so many steps; 0 for never."""


CORPUS = [
    Scenario("throw", {2: "throws"}),
    Scenario("reject", {2: "rejects"}),
    Scenario("late", {2: "rejects", 4: "rejects-late"}),
    Scenario("timeout", {2: "times-out"}),
    Scenario("cancel", {}, cancelled_after=1),
    Scenario("cleanUp", {2: "rejects", 4: "fails-in-clean-up"}),
]
STEPS = {"throws": 0, "rejects": 1, "rejects-late": 2, "times-out": 4}
"""How long a task takes; a healthy one takes three steps."""


class FaultyTasks:
    """The tasks of one scenario, and a record of what became of them."""

    def __init__(self, scenario: Scenario, step_seconds: float) -> None:
        self._scenario = scenario
        self._step_seconds = step_seconds
        self.occurred: Set[str] = set()
        self.running = 0
        self.answered = 0

    async def task(self, number: int) -> str:
        fault = self._scenario.faults.get(number)
        self.running += 1
        try:
            await self._perform(number, fault)
        finally:
            self.running -= 1
            if fault == "fails-in-clean-up":
                raise self._occur(number, fault)
        if fault is None:
            self.answered += 1
        return f"answer {number}"

    async def _perform(self, number: int, fault: "str | None") -> None:
        pause = asyncio.sleep(STEPS.get(fault or "", 3) * self._step_seconds)
        if fault == "throws":
            pause.close()
        elif fault == "rejects-late":
            # Deaf to any cancelling: it waits for something that goes on.
            pausing = asyncio.ensure_future(pause)
            while not pausing.done():
                try:
                    await asyncio.shield(pausing)
                except asyncio.CancelledError:
                    pass
        else:
            await pause
        if fault is not None and fault != "fails-in-clean-up":
            raise self._occur(number, fault)

    def _occur(self, number: int, fault: str) -> Exception:
        error = RuntimeError(f"task {number} {fault}")
        self.occurred.add(str(error))
        return error


async def gather(task: Task) -> List[object]:
    return await asyncio.gather(*(task(number) for number in range(1, _TASK_COUNT + 1)))


async def gather_return(task: Task) -> List[object]:
    return await asyncio.gather(
        *(task(number) for number in range(1, _TASK_COUNT + 1)), return_exceptions=True
    )


async def task_group(task: Task) -> List[object]:
    async with asyncio.TaskGroup() as group:
        for number in range(1, _TASK_COUNT + 1):
            group.create_task(task(number))
    return []


VARIANTS = {"gather": gather, "gather-return": gather_return, "task-group": task_group}


def messages_in(error: object) -> List[str]:
    """The messages of all errors that an exception carries."""
    inner = getattr(error, "exceptions", None)
    if inner is not None:
        return [message for each in inner for message in messages_in(each)]
    if isinstance(error, asyncio.CancelledError):
        return [_CANCELLED]
    return [str(error)]


async def put(variant: Callable[[Task], Awaitable[List[object]]], scenario: Scenario) -> Dict[str, int]:
    """Run one scenario and return what became of it."""
    tasks = FaultyTasks(scenario, step_seconds)
    run = asyncio.ensure_future(variant(tasks.task))
    if scenario.cancelled_after:
        asyncio.get_running_loop().call_later(scenario.cancelled_after * step_seconds, run.cancel)
    try:
        results = await run
        messages = [text for each in results if isinstance(each, BaseException) for text in messages_in(each)]
    except BaseException as error:
        messages = messages_in(error)
    leaked = tasks.running
    while tasks.running:
        await asyncio.sleep(step_seconds / 2)
    faults = [*tasks.occurred, *([_CANCELLED] if scenario.cancelled_after else [])]
    healthy = 0 if scenario.cancelled_after else _TASK_COUNT - len(scenario.faults) - tasks.answered
    return {
        "faults": len(faults),
        "reported": sum(fault in messages for fault in faults),
        "leaked": leaked,
        "siblingsKilled": healthy,
    }


async def main() -> Dict[str, Dict[str, int]]:
    return {scenario.name: await put(VARIANTS[variant], scenario) for scenario in CORPUS}


argument = read_argument(_EXAMPLE)
variant = argument.get("variant")
step_ms = argument.get("stepMs", _EXAMPLE["stepMs"])
if variant not in VARIANTS or not isinstance(step_ms, int) or step_ms < 1:
    refuse(f"expected `variant` to be one of {', '.join(VARIANTS)}, and `stepMs` from 1 up", _EXAMPLE)
if variant == "task-group" and not hasattr(asyncio, "TaskGroup"):
    refuse("expected Python 3.11 or later for asyncio.TaskGroup", _EXAMPLE)
step_seconds = step_ms / 1000
begin_seconds = time.perf_counter()
records = asyncio.run(main())
work_ms = elapsed_ms(begin_seconds)
totals = {key: sum(record[key] for record in records.values()) for key in next(iter(records.values()))}
report_job(
    work_ms,
    [f"{name} {record}" for name, record in records.items()],
    {
        **totals,
        "reportedShare": totals["reported"] / totals["faults"],
        **{f"{name}Reported": record["reported"] / record["faults"] for name, record in records.items()},
    },
)
