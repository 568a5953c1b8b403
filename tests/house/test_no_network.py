"""The guard of tests/conftest.py: other machines refused, this machine allowed."""

import socket

import pytest


# 192.0.2.0/24 and *.invalid are reserved for documentation: nothing answers there even without the guard.
@pytest.mark.parametrize("host", ["192.0.2.1", "example.invalid"])
def test_other_machines_are_refused(host):
    with socket.socket() as s, pytest.raises(RuntimeError, match="no network in tests"):
        s.connect((host, 80))


def test_datagrams_and_names_are_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as s, pytest.raises(RuntimeError, match="no network in tests"):
        s.sendto(b"x", ("192.0.2.1", 9))
    with pytest.raises(RuntimeError, match="no network in tests"):
        socket.getaddrinfo("example.invalid", 443)


def test_this_machine_is_allowed():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as s,
    ):
        s.sendall(b"x")
        assert socket.getaddrinfo("localhost", 80)
