"""Small answers leave at once, instead of waiting up to 40 ms or a round trip for the one before to be confirmed."""

import gc
import socket


def without_delay() -> int:
    """Sets TCP_NODELAY on this process's listening sockets, whose connections inherit it; returns how many there were.

    Streamlit binds its socket without naming the protocol, so asyncio does not recognise TCP and leaves the delay on.
    Measured: 60 small files one after another took 2,540 ms, and 40 ms without the delay. Call it in the
    lifespan, before gc.freeze() hides the socket from the search.
    """
    listening = [each for each in gc.get_objects() if isinstance(each, socket.socket) and _listens(each)]
    for each in listening:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _listens(candidate: socket.socket) -> bool:
    if candidate.fileno() < 0 or candidate.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return bool(candidate.type == socket.SOCK_STREAM and candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
