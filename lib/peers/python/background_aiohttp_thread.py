"""A thread for each mail.

On SIGTERM aiohttp ends in order, and then the interpreter waits for threads that are no daemons.
"""

import threading

from background_page import Send, serve


def start_sending(send: Send, mail_id: str) -> None:
    threading.Thread(target=send, args=(mail_id,)).start()


serve(start_sending)
