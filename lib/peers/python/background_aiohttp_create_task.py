"""A task for each mail, over a pool of threads: the standard library's SMTP client blocks.

On SIGTERM aiohttp cancels the tasks that are left; a mail that has its thread by then is still sent.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Set

from background_page import SENDING_LIMIT, Send, serve

senders = ThreadPoolExecutor(SENDING_LIMIT)
# The event loop itself keeps only weak references to its tasks.
tasks: "Set[asyncio.Task[None]]" = set()


def start_sending(send: Send, mail_id: str) -> None:
    task = asyncio.create_task(send_in_thread(send, mail_id))
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def send_in_thread(send: Send, mail_id: str) -> None:
    await asyncio.get_running_loop().run_in_executor(senders, send, mail_id)


serve(start_sending)
