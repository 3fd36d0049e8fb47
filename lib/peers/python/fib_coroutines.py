"""The fib server of generator coroutines as published: a loop over `select`, and fib in a pool of processes.

A coroutine yields what it has to wait for, a pair of a kind and a socket or future; the loop resumes it when that
is ready. With `"inline": true` fib is computed in the loop itself, so that the price of the pool can be told apart.
"""

import select
import socket
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Deque, Dict, Generator, Optional, Tuple, Union

from fib import fib
from fib_server import open_server
from process_pool import end_with_parent

Wait = Tuple[str, Union[socket.socket, "Future[int]"]]
Coroutine = Generator[Wait, None, None]

ready: Deque[Coroutine] = deque()
receiving: Dict[socket.socket, Coroutine] = {}
sending: Dict[socket.socket, Coroutine] = {}
computing: Dict["Future[int]", Coroutine] = {}

wake_sender, wake_receiver = socket.socketpair()


def main() -> None:
    pool: Optional[ProcessPoolExecutor] = None

    def end() -> None:
        if pool is not None:
            pool.shutdown()

    argument, server = open_server({"workers": 4, "inline": False}, end)
    if not argument.get("inline", False):
        pool = ProcessPoolExecutor(argument.get("workers", 4), initializer=end_with_parent)
    ready.append(accept_clients(server, pool))
    ready.append(drain_wakes())
    run()


def accept_clients(server: socket.socket, pool: Optional[ProcessPoolExecutor]) -> Coroutine:
    while True:
        yield "recv", server
        client, _ = server.accept()
        ready.append(serve(client, pool))


def serve(client: socket.socket, pool: Optional[ProcessPoolExecutor]) -> Coroutine:
    """Answer until the client leaves; whatever one `recv` brings is one request."""
    with client:
        while True:
            yield "recv", client
            request = client.recv(100)
            if not request:
                return
            n = int(request)
            if pool is None:
                answer = fib(n)
            else:
                future = pool.submit(fib, n)
                yield "future", future
                answer = future.result()
            yield "send", client
            client.sendall(b"%d\n" % answer)


def run() -> None:
    """Resume the coroutines that are ready, each to its next wait; when none is, select."""
    while True:
        while not ready:
            readable, writable, _ = select.select(receiving, sending, [])
            ready.extend(receiving.pop(found) for found in readable)
            ready.extend(sending.pop(found) for found in writable)
        coroutine = ready.popleft()
        try:
            kind, awaited = next(coroutine)
        except StopIteration:
            continue
        if kind == "recv":
            receiving[awaited] = coroutine
        elif kind == "send":
            sending[awaited] = coroutine
        else:
            computing[awaited] = coroutine
            awaited.add_done_callback(wake)


def wake(future: "Future[int]") -> None:
    """Make the coroutine of a finished future ready, and `select` return; runs on a thread of the pool."""
    ready.append(computing.pop(future))
    wake_sender.send(b"x")


def drain_wakes() -> Coroutine:
    while True:
        yield "recv", wake_receiver
        wake_receiver.recv(100)


if __name__ == "__main__":
    main()
