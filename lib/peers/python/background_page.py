"""A site of one page that promises a mail, on aiohttp; how the mail is sent is the caller's."""

import asyncio
import itertools
import json
import smtplib
import socket
from email.message import EmailMessage
from typing import Any, Callable, Dict

from interleave_program import PROTOCOL, read_argument, usage

from aiohttp import web  # isort: skip

_BACKLOG = 4096

SENDING_LIMIT = 32
"""Mails on their way at once where something limits them: as many as in the queues of the other languages."""

Send = Callable[[str], None]
"""Sends the mail of that id, and blocks its thread meanwhile."""


def serve(start_sending: Callable[[Send, str], None]) -> None:
    """Serve until SIGTERM or the end of standard input.

    :param start_sending: called on the event loop with what sends a mail and its id; the page is answered as soon
        as it returns.
    """
    example = {"handlerMs": 20, "name": "a", "smtpPort": 2525}
    argument = read_argument(example, at_end=lambda: _print_line({"usage": usage()}))
    numbers = itertools.count()

    def send(mail_id: str) -> None:
        # Without the name the library would ask the system's resolver for its own, for every mail.
        with smtplib.SMTP("127.0.0.1", argument["smtpPort"], local_hostname="localhost") as server:
            server.send_message(_mail(mail_id))

    async def ready(request: web.Request) -> web.Response:
        return web.Response(text="ready")

    async def page(request: web.Request) -> web.Response:
        await asyncio.sleep(argument["handlerMs"] / 1000)
        mail_id = f"{argument['name']}-{next(numbers)}"
        start_sending(send, mail_id)
        return web.Response(text=mail_id)

    async def report(application: web.Application) -> None:
        _print_line({"port": listener.getsockname()[1]})

    application = web.Application()
    application.router.add_get("/ready", ready)
    application.router.add_get("/", page)
    application.on_startup.append(report)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    # Before the report: a client may come as soon as it has read it.
    listener.listen(_BACKLOG)
    web.run_app(application, sock=listener, backlog=_BACKLOG, access_log=None, print=None)


def _mail(mail_id: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "shop@interleave.test"
    mail["To"] = "reader@interleave.test"
    mail["Subject"] = "Welcome"
    mail["Message-ID"] = f"<{mail_id}@interleave.test>"
    mail.set_content("Thank you for joining.")
    return mail


def _print_line(report: Dict[str, Any]) -> None:
    print(json.dumps({"protocol": PROTOCOL, **report}), flush=True)
