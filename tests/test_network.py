"""The guard that keeps the tests off the network."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "service.example"])
def test_no_test_reaches_another_computer(host: str):
    """A test that asks a service passes at one desk and fails on a train; worse, it tells somebody what is mapped."""
    with pytest.raises(PermissionError, match="no network"):
        socket.create_connection((host, 80), timeout=0.1)


def test_loopback_stays_open():
    """The local editor is tested through it."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
