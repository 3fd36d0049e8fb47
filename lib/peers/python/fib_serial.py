"""The synchronous fib server as published: one client at a time, and a request that is no number ends it."""

import socket

from fib import fib
from fib_server import open_server


def main() -> None:
    _, server = open_server({})
    while True:
        client, _ = server.accept()
        serve(client)


def serve(client: socket.socket) -> None:
    """Answer until the client leaves; whatever one `recv` brings is one request."""
    with client:
        while True:
            request = client.recv(100)
            if not request:
                return
            answer = fib(int(request))
            client.sendall(b"%d\n" % answer)


if __name__ == "__main__":
    main()
