"""Small answers do not wait for the one before."""

import socket

from pages.server.prompt import without_delay


def test_a_connection_to_a_listening_socket_is_without_delay():
    with socket.socket() as listening, socket.socket() as caller:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert without_delay() >= 1
        caller.connect(listening.getsockname())
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_socket_that_does_not_listen_is_left_alone():
    with socket.socket() as idle:
        without_delay()
        assert idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
