"""The fib server with a thread for each client, otherwise as the synchronous one."""

import socket
from threading import Thread

from fib import fib
from fib_server import open_server


def main() -> None:
    _, server = open_server({})
    while True:
        client, _ = server.accept()
        Thread(target=serve, args=(client,), daemon=True).start()


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
