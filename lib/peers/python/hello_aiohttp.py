"""The hello-world server of aiohttp: one process, one event loop."""

import asyncio
import json
import socket
from typing import Any, Dict

from interleave_program import PROTOCOL, read_argument, usage

from aiohttp import web  # isort: skip

_BACKLOG = 4096


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello world\n")


async def main(server: socket.socket) -> None:
    application = web.Application()
    # Every server here answers every path alike.
    application.router.add_route("*", "/{path:.*}", hello)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.SockSite(runner, server, backlog=_BACKLOG).start()
    print_line({"port": server.getsockname()[1]})
    await asyncio.Event().wait()


def print_line(report: Dict[str, Any]) -> None:
    print(json.dumps({"protocol": PROTOCOL, **report}), flush=True)


read_argument({}, at_end=lambda: print_line({"usage": usage()}))
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(("127.0.0.1", 0))
asyncio.run(main(listener))
