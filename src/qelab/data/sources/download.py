"""One answer of a public service, on request only; nothing here runs at import or in tests.

Answers: what does this address say right now? The caller parses the bytes before anything is kept.
"""

from qelab.core.errors import QelabError

_SECONDS = 60
_LARGEST = 100_000_000
_AGENT = "qelab (research; https over urllib)"


def fetch(address: str) -> bytes:
    """The bytes at an address.

    Raises
    ------
    QelabError QE652 : refused (too many requests, no such day); QE657 : no connection, or an answer of impossible size
    """
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    if not address.startswith("https://"):
        raise QelabError("QE657", where=address, reason="only https is read")
    try:
        with urlopen(Request(address, headers={"User-Agent": _AGENT}), timeout=_SECONDS) as answer:
            content = answer.read(_LARGEST + 1)
    except HTTPError as error:
        raise QelabError("QE652", where=address, status=error.code) from None
    except OSError as error:  # a name that nobody knows, a line that breaks, a server that takes too long
        raise QelabError("QE657", where=address, reason=_reason(error)) from None
    if len(content) > _LARGEST:
        raise QelabError("QE657", where=address, reason="the answer is too large")
    return content


def _reason(error: OSError) -> str:
    """What went wrong, without number: urllib wraps the operating system's error in its own.

    >>> _reason(OSError(111, "Connection refused"))
    'Connection refused'
    """
    inner = getattr(error, "reason", error)
    return getattr(inner, "strerror", None) or str(inner)
