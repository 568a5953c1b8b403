"""Each refusal of a published file in both languages, against its golden file (``QELAB_GOLDEN=write`` records it)."""

import io
import json
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from qelab.core.errors import QelabError, messages
from qelab.data.sources.debt_office import read_outstanding
from qelab.data.sources.download import fetch
from qelab.data.sources.soma import joined, read_soma, read_summary

FILES = Path(__file__).parents[1] / "files"
SOMA = (FILES / "soma_synthetic.json").read_bytes()


def holdings(**cells: str) -> object:
    document = json.loads(SOMA)
    document["soma"]["holdings"][2].update(cells)
    return read_soma(json.dumps(document).encode(), "soma.json")


def twice() -> object:
    return holdings(cusip=json.loads(SOMA)["soma"]["holdings"][0]["cusip"], securityType="Bills")


def wrong_total() -> object:
    row = {"asOfDate": "2022-05-25", "total": "5", **dict.fromkeys(("mbs", "cmbs", "tips", "frn", "notesbonds"), "2")}
    return read_summary(json.dumps({"soma": {"summary": [row]}}).encode(), "summary.json")


def one_page() -> object:
    document = json.loads((FILES / "mspd_synthetic.json").read_bytes())
    document["meta"]["total-count"] = 412
    return read_outstanding(json.dumps(document).encode(), "mspd.json")


def _refused(status: int) -> object:
    def refuse(request: Request, timeout: float) -> object:
        raise HTTPError(request.full_url, status, "no", Message(), io.BytesIO())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("urllib.request.urlopen", refuse)
        return fetch("https://example.invalid/soma.json")


TRIGGERS = {
    "QE640": lambda: read_soma(b"<html>429</html>", "soma.json"),
    "QE641": lambda: read_soma(SOMA[:1200], "soma.json"),
    "QE642": lambda: read_soma(b"{}", "soma.json"),
    "QE643": lambda: holdings(cusip="9128SY019"),
    "QE644": twice,
    "QE645": lambda: holdings(coupon=""),
    "QE646": lambda: holdings(parValue="30000"),
    "QE647": lambda: holdings(maturityDate="2021-05-31"),
    "QE648": lambda: holdings(asOfDate="2022-05-18"),
    "QE649": lambda: holdings(coupon="1/8"),
    "QE650": lambda: holdings(securityType="Gilts"),
    "QE651": lambda: holdings(percentOutstanding="60"),
    "QE652": lambda: _refused(429),
    "QE653": wrong_total,
    "QE654": one_page,
    "QE655": lambda: joined([read_soma(SOMA, "a.json"), read_soma(SOMA.replace(b"2022-05-25", b"2022-06-01"), "b.json")]),
    "QE656": lambda: joined([read_soma(SOMA, "a.json"), read_soma(SOMA, "b.json")]),
    "QE657": lambda: fetch("http://example.invalid"),
}


def test_every_error_of_the_sources_is_triggered_here():
    assert list(TRIGGERS) == [code for code in messages() if "QE640" <= code < "QE660"]


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, golden_error):
    golden_error(code, TRIGGERS[code])


def test_download(monkeypatch):
    """The bytes as they come; a broken line is an error of ours."""

    def answer(request: Request, timeout: float) -> io.BytesIO:
        return io.BytesIO(request.full_url.encode())

    monkeypatch.setattr("urllib.request.urlopen", answer)
    assert fetch("https://example.invalid/x") == b"https://example.invalid/x"
    monkeypatch.setattr("qelab.data.sources.download._LARGEST", 3)
    with pytest.raises(QelabError, match="too large"):
        fetch("https://example.invalid/x")

    def broken(request: Request, timeout: float) -> object:
        raise URLError("no such host")

    monkeypatch.setattr("urllib.request.urlopen", broken)
    with pytest.raises(QelabError, match="no such host"):
        fetch("https://example.invalid/x")


def test_the_network_is_closed_to_tests():
    with pytest.raises(Exception, match=r"no network in tests|QE657"):
        fetch("https://example.invalid/x")
