"""The fib server on asyncio, as one would write it today: streams, and a bad request costs its client one line."""

import asyncio

from fib import fib
from fib_server import open_server

LARGEST_INPUT = 45


async def main() -> None:
    _, listening = open_server({})
    server = await asyncio.start_server(serve, sock=listening)
    await server.serve_forever()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer until the client leaves; one line is one request, or a segment of the essay's clients."""
    try:
        while True:
            segment = await reader.read(100)
            if not segment:
                return
            for request in segment.splitlines():
                writer.write(reply(request))
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


def reply(request: bytes) -> bytes:
    if request.isdigit() and 1 <= int(request) <= LARGEST_INPUT:
        return b"%d\n" % fib(int(request))
    return b"error: expected a whole number from 1 to %d, got %r\n" % (LARGEST_INPUT, request)


if __name__ == "__main__":
    asyncio.run(main())
