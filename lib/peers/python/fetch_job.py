"""The job of every fetch program: documents 1 to N from one origin, the names that they hold in order."""

import sys
import time
from threading import Lock
from typing import Dict, List
from urllib.parse import urlsplit

from interleave_program import Span, elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {
    "origin": "https://127.0.0.1:8443",
    "documents": 150,
    "limit": 50,
    "timeoutMs": 30_000,
    "trace": False,
    "heartbeat": False,
}


class FetchJob:
    """What to fetch, and a record of what happened; safe to use from several threads.

    A document is in flight from `started` to `done` as the program sees it: time that it spends in the queue of a
    client library's connection pool counts too. A program that lets an exception end it reports nothing.
    """

    def __init__(self) -> None:
        """Read the argument and start the clock; exits with 2 when the argument is not right."""
        argument = read_argument(_EXAMPLE)
        self.origin = _origin(argument)
        self.documents = _count(argument, "documents")
        self.limit = _count(argument, "limit")
        self.timeout_seconds = _count(argument, "timeoutMs") / 1000
        """How long a program that gives up on a late answer waits for it."""
        self.trace = argument.get("trace") is True
        self.heartbeat = argument.get("heartbeat") is True
        self.counters: Dict[str, float] = {}
        self._names = [""] * self.documents
        self._starts = [0.0] * self.documents
        self._spans: List[Span] = []
        self._in_flight = 0
        self._lock = Lock()
        self._counts = {"documents": 0, "requests": 0, "maxInFlight": 0}
        self._begin_seconds = time.perf_counter()

    @property
    def numbers(self) -> range:
        """The numbers of the documents to fetch, from 1."""
        return range(1, self.documents + 1)

    def url(self, number: int) -> str:
        """The address of a document."""
        return f"{self.origin}/api/v2/pokemon/{number}"

    def started(self, number: int) -> None:
        """Record that work on a document begins."""
        with self._lock:
            self._starts[number - 1] = elapsed_ms(self._begin_seconds)
            self._counts["requests"] += 1
            self._in_flight += 1
            self._counts["maxInFlight"] = max(self._counts["maxInFlight"], self._in_flight)

    def done(self, number: int, name: str) -> None:
        """Record a document's name, and that the work on it has ended."""
        with self._lock:
            now_ms = elapsed_ms(self._begin_seconds)
            self._in_flight -= 1
            self._names[number - 1] = name
            self._counts["documents"] += 1
            self.counters.setdefault("firstResultMs", now_ms)
            self.counters["lastResultMs"] = now_ms
            if self.trace:
                self._spans.append((number - 1, self._starts[number - 1], now_ms))

    def failed(self, number: int, error: BaseException) -> None:
        """Record that the work on a document has ended without a name, and say why on standard error."""
        with self._lock:
            self._in_flight -= 1
            self.counters.setdefault("failedDocument", number)
        print(f"document {number}: {type(error).__name__} {error}", file=sys.stderr)

    def report(self) -> None:
        """Stop the clock and print the report."""
        work_ms = elapsed_ms(self._begin_seconds)
        errors = self._counts["requests"] - self._counts["documents"]
        counters = {**self._counts, "errors": errors, **self.counters}
        report_job(work_ms, self._names, counters, self._spans if self.trace else None)


def _origin(argument: Dict[str, object]) -> str:
    origin = argument.get("origin")
    if not isinstance(origin, str) or urlsplit(origin).scheme not in ("http", "https"):
        refuse(f"expected `origin` to be an http or https URL, came `{origin!r:.60}`", _EXAMPLE)
    return origin.rstrip("/")


def _count(argument: Dict[str, object], key: str) -> int:
    value = argument.get(key, _EXAMPLE[key])
    # In Python true is an integer as well.
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        refuse(f"expected `{key}` to be an integer from 1 up, came `{value!r:.60}`", _EXAMPLE)
    return value
