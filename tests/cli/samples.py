"""Sample values for every placeholder of ``messages.csv``, and an error of each code made from them."""

import string

from qelab.core.errors import QelabError, messages

# Values of the placeholders as the code gives them; by code where the same name stands for something else.
SAMPLES: dict[str, object] = {
    "amount": "12.5", "asset": "agency_debt", "at": "2031Q1", "attempts": 20, "block": "announcements[0].exit", "byte": 17,
    "change": "3", "characters": "殖準", "column": 9, "command": "qelab run", "construct": "'@#for'", "count": 3, "coverage": "120",
    "date": "2010-11-03", "declared": "2", "difference": "1", "earlier": "2010-11-03", "economy": "us",
    "end": "2016Q4", "equation": "phillips", "equations": 12, "error": 0.00123, "event": "purchase",
    "expected": "';'", "file": "us_core.mod", "first": "2008Q4", "floor": "-3.4", "folder": "results",
    "fonts": "Noto Sans CJK TC", "found": "(3,)", "fraction": "40", "from_unit": "bn", "function": "max",
    "gain": "5", "gap": 0.00042, "held": "10", "high": 2.0, "horizon": 160, "identity": "reserves", "index": 7,
    "instrument": "treasury_securities", "issuers": "firms, households", "iterations": 25, "key": "size_bn",
    "kind": "purchase", "largest": "1", "last": "2016Q4", "later": "2009-03-18", "latest": "2011-06", "limit": "0",
    "line": 3, "longest": 40, "low": 5.0, "maturity": "2010-01", "model": "us_core", "month": "2010-11", "name": "size_bm",
    "names": "data snapshot", "needed": 4, "noun": "programme", "opening": "2010-09", "option": "--format",
    "owed": "9", "period": "2010Q4", "quarter": "1980Q1", "quarters": 60, "reason": "No such file or directory",
    "residual": "0.2", "sector": "banks", "series": "yield_10y", "settled_in": "reserves", "shock": "eps_y",
    "short": 12.34, "since": "2010-11-03", "size": "600", "start": "2010-10", "suffixes": ".png, .svg",
    "symbol": "kappa", "text": "'600bn'", "to_unit": "bp", "tolerance": "1e-09", "total": "590", "unstable": 3,
    "until": "2010-09", "value": "-4", "variable": "i", "variables": 11, "verdict": "indeterminate", "what": "shocks", "word": "≥",
}  # fmt: skip
BY_CODE: dict[str, dict[str, object]] = {
    "QE208": {"total": 0.9},
    "QE232": {"reason": "Expected '=' after a key in a key/value pair (at line 3, column 9)"},
    "QE303": {"asset": "treasury_7_10y"},
    "QE899": {"kind": "ValueError", "reason": "no such thing"},
}
ALLOWED = {"QE101": ("fed_2008_lsap1", "fed_2010_lsap2"), "QE201": ("size_bn", "label")}
BY_CODE["QE101"] = {"name": "fed_2010_lsap3"}


def example(code: str) -> QelabError:
    message = messages()[code]
    fields = {
        name
        for texts in (message.text, message.hint)
        for text in texts.values()
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    given = BY_CODE.get(code, {})
    missing = fields - set(SAMPLES) - set(given)
    assert not missing, f"{code}: give a sample value for {sorted(missing)}"
    params = {name: given.get(name, SAMPLES.get(name)) for name in fields}
    if code in ALLOWED:
        params["allowed"] = ALLOWED[code]
    return QelabError(code, path="announcements[0].size_bn", where="mine.toml", **params)
