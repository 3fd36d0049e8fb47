"""What all fib servers share: the argument, the listening socket, and the two lines of a server program."""

import json
import socket
from typing import Any, Callable, Dict, Optional, Tuple

from interleave_program import PROTOCOL, read_argument, usage

_BACKLOG = 5


def open_server(
    example: Dict[str, Any], at_end: Optional[Callable[[], None]] = None
) -> Tuple[Dict[str, Any], socket.socket]:
    """Return the argument, and a socket that listens on a free port of loopback, which has been reported.

    :param example: a complete argument, to show a person what to type.
    :param at_end: called when standard input closes, before the use of this process and its children is reported
        and the program exits.
    """

    def end() -> None:
        if at_end is not None:
            at_end()
        _print_line({"usage": usage()})

    argument = read_argument(example, end)
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", 0))
    server.listen(_BACKLOG)
    _print_line({"port": server.getsockname()[1]})
    return argument, server


def _print_line(report: Dict[str, Any]) -> None:
    print(json.dumps({"protocol": PROTOCOL, **report}), flush=True)
