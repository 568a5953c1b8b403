"""What holds for every test: no network, no window, seeds that do not change from run to run, recorded texts.

The guard stands from the first collected import to the last test, so that a module which reaches for the
network while being imported is caught too. It sees Python's sockets only, in this process only.
"""

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["MPLBACKEND"] = "Agg"  # inherited by the commands that tests start

settings.register_profile("default", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", derandomize=True, deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("QELAB_HYPOTHESIS", "default"))

_patch = pytest.MonkeyPatch()


class NetworkInTest(RuntimeError):
    """A test, or something it called, tried to leave this machine."""


def _is_here(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


def _guard_address(address: object) -> None:
    # A UNIX socket's address is a path; every other family we meet gives (host, port, ...).
    if isinstance(address, tuple) and not _is_here(address[0]):
        raise NetworkInTest(f"no network in tests: {address[0]}")


def pytest_configure() -> None:
    """Put the guard round every way by which a Python socket names another machine."""
    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(self, address):
        _guard_address(address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        _guard_address(address)
        return connect_ex(self, address)

    def guarded_sendto(self, data, *flags_and_address):
        _guard_address(flags_and_address[-1])
        return sendto(self, data, *flags_and_address)

    def guarded_getaddrinfo(host, *args, **kwargs):
        if not _is_here(host):
            raise NetworkInTest(f"no network in tests: {host!r}")
        return getaddrinfo(host, *args, **kwargs)

    _patch.setattr(socket.socket, "connect", guarded_connect)
    _patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    _patch.setattr(socket.socket, "sendto", guarded_sendto)
    _patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


def pytest_unconfigure() -> None:
    _patch.undo()


@pytest.fixture
def golden(request) -> Callable[[str, str], None]:
    """Compares a text with a recorded one in the nearest folder ``golden``; QELAB_GOLDEN=write records it."""
    near = [folder / "golden" for folder in request.path.parents]
    own = next((folder for folder in near if folder.is_dir()), near[0])

    def compare(name: str, text: str) -> None:
        path = own / name
        if os.environ.get("QELAB_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), (
            f"differs from {path.name}; QELAB_GOLDEN=write records it"
        )

    return compare


@pytest.fixture
def golden_error(golden) -> Callable[..., Any]:
    """Checks that something is refused with a code and with the recorded text in both languages; gives the error.

    Parameters of what it gives: the code, what is refused, and what of the text differs from machine to machine with
    what is written for it.
    """
    from qelab.core.errors import QelabError  # behind the guard

    def check(code: str, refused: Callable[[], object], hidden: dict[str, str] | None = None) -> QelabError:
        with pytest.raises(QelabError) as caught:
            refused()
        assert caught.value.code == code
        text = f"{caught.value.render('en')}\n{caught.value.render('zh-Hant')}\n"
        for found, written in (hidden or {}).items():
            text = text.replace(found, written)
        golden(f"{code}.txt", text)
        return caught.value

    return check
