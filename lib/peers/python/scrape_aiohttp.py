"""A list of pages read at once, as published: every coroutine catches its own errors and returns a line; `gather`."""

import asyncio
import time
from typing import List, NamedTuple, Optional

import aiohttp

from interleave_program import elapsed_ms, read_argument, refuse, report_job

_EXAMPLE = {"origin": "http://127.0.0.1:8080", "pages": ["/pages/1"], "trace": False}


class Line(NamedTuple):
    """The essay's line, with what a program needs to tell pages apart beside it."""

    text: str
    size: Optional[int]
    start_ms: float
    end_ms: float


async def scrape(session: aiohttp.ClientSession, url: str) -> Line:
    start_ms = elapsed_ms(begin_seconds)
    try:
        async with session.get(url) as response:
            body = await response.read()
    except Exception as error:
        return Line(f"{url}: {error}", None, start_ms, elapsed_ms(begin_seconds))
    end_ms = elapsed_ms(begin_seconds)
    return Line(f"{url}: {len(body)} bytes in {end_ms - start_ms:.1f} ms", len(body), start_ms, end_ms)


async def main() -> List[Line]:
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*(scrape(session, argument["origin"] + page) for page in pages))


argument = read_argument(_EXAMPLE)
pages = argument.get("pages")
if not isinstance(argument.get("origin"), str) or not isinstance(pages, list) or not pages:
    refuse("expected `origin` and at least one of `pages`", _EXAMPLE)
begin_seconds = time.perf_counter()
lines = asyncio.run(main())
work_ms = elapsed_ms(begin_seconds)
report_job(
    work_ms,
    ["" if line.size is None else str(line.size) for line in lines],
    {
        "pages": sum(line.size is not None for line in lines),
        "errorsNamed": sum(line.size is None and page in line.text for page, line in zip(pages, lines)),
        # All lines are there together, when the last one is.
        "firstResultMs": work_ms,
    },
    [(task, line.start_ms, line.end_ms) for task, line in enumerate(lines)]
    if argument.get("trace") is True
    else None,
)
