"""Sample values for every placeholder of ``messages.csv``, and an error of each code made from them."""

import string

from qelab.core.errors import QelabError, messages
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector

# Values of the placeholders as the code gives them; by code where the same name stands for something else.
SAMPLES: dict[str, object] = {
    "amount": "12.5", "answers": "treasury", "asset": "agency_debt", "at": "2031Q1", "attempts": 20, "block": "announcements[0].exit", "byte": 17,
    "change": "3", "characters": "殖準", "column": 9, "command": "qelab run", "construct": "'@#for'", "count": 3, "coverage": "120",
    "date": "2010-11-03", "declared": "2", "difference": "1", "earlier": "2010-11-03", "economy": "us",
    "end": "2016Q4", "equation": "phillips", "equations": 12, "error": 0.00123, "event": "purchase",
    "expected": "';'", "file": "us_core.mod", "first": "2008Q4", "floor": "-3.4", "folder": "results",
    "fonts": "Noto Sans CJK TC", "found": "(3,)", "fraction": "40", "from_unit": "bn", "function": "max",
    "gain": "5", "gap": 0.00042, "held": "10", "high": 2.0, "horizon": 160, "identity": "reserves", "index": 7,
    "instrument": "treasury_securities", "issuers": "firms, households", "iterations": 25, "key": "size_bn",
    "kind": "purchase", "largest": "1", "last": "2016Q4", "later": "2009-03-18", "latest": "2011-06", "limit": "0",
    "line": 3, "longest": 40, "low": 5.0, "maturity": "2010-01", "model": "us_core", "models": "all", "month": "2010-11", "name": "size_bm",
    "names": "data snapshot", "needed": 4, "noun": "programme", "opening": "2010-09", "option": "--format",
    "owed": "9", "period": "2010Q4", "phases": "purchase treasury 2010-11", "quarter": "1980Q1", "quarters": 60, "reason": "No such file or directory",
    "residual": "0.2", "sector": "banks", "series": "yield_10y", "settled_in": "reserves", "shock": "eps_y",
    "short": 12.34, "since": "2010-11-03", "size": "600", "start": "2010-10", "suffixes": ".png, .svg",
    "symbol": "kappa", "text": "'600bn'", "to_unit": "bp", "tolerance": "1e-09", "total": "590", "unstable": 3,
    "until": "2010-09", "value": "-4", "variable": "i", "variables": 11, "values": 2, "periods": 3, "request": "stoch_simul", "verdict": "indeterminate", "what": "shocks", "word": "≥",
}  # fmt: skip
BY_CODE: dict[str, dict[str, object]] = {
    "QE208": {"total": 0.9},
    "QE232": {"reason": "Expected '=' after a key in a key/value pair (at line 3, column 9)"},
    "QE303": {"asset": "treasury_7_10y"},
    "QE513": {"what": "y(+4000)", "limit": 400},
    "QE514": {"construct": "1 + 'a'"},
    "QE516": {"name": "cuont"},
    "QE517": {"text": "choose a rule"},
    "QE536": {"text": "2*x > 0"},
    "QE537": {"construct": "max"},
    "QE519": {"file": "common.mod"},
    "QE546": {"variable": "k", "percent": "45"},
    "QE547": {"equations": "'goods', 'budget'", "variables": "'c', 'y'"},
    "QE569": {"equations": "euler, market", "variables": "c, p", "unstable": 2, "needed": 3},
    "QE551": {"residual": "0.2"},
    "QE552": {"equations": "euler, market", "variables": "c, p"},
    "QE553": {"variable": "k", "value": "0"},
    "QE554": {"symbol": "chi", "value": "1.2", "before": "1.1"},
    "QE555": {"equations": "euler, market", "variables": "c, p"},
    "QE556": {"equations": "capital", "variables": "p", "states": "k"},
    "QE557": {"request": "stoch_simul", "name": "loglinear"},
    "QE558": {"request": "stoch_simul", "option": "irf", "value": 2.5, "least": 0, "most": 20000},
    "QE559": {"request": "simul"},
    "QE561": {"variable": "k", "value": "0"},
    "QE562": {"last": 9, "horizon": 8},
    "QE563": {"order": 2},
    "QE564": {"names": "e, u"},
    "QE565": {"period": 1},
    "QE832": {"reason": "error: steady"},
    "QE833": {"reason": "300 s"},
    "QE834": {"text": "rho=high"},
    **{f"QE37{digit}": {"cusip": "912810QT8", "day": "2024-11-15", "settlement": "2024-11-15", "dated": "2024-11-01"}
       for digit in range(5)},
    "QE373": {"cusip": "912810QT8", "price": "-20"},
    "QE375": {"month": "2024-09", "day": "2024-11-15"},
    "QE641": {"line": 51},
    "QE642": {"name": "soma.holdings"},
    "QE643": {"row": 3, "cusip": "912810QT9"},
    "QE644": {"row": 4, "cusip": "912810QT8", "first": 3},
    "QE645": {"row": 3, "cusip": "912810QT8", "column": "coupon"},
    "QE646": {"row": 3, "cusip": "912810QT8", "text": "30,000.00"},
    "QE647": {"row": 3, "cusip": "912810QT8", "maturity": "2021-05-31", "day": "2022-05-25"},
    "QE648": {"row": 3, "found": "2022-05-18", "day": "2022-05-25"},
    "QE649": {"row": 3, "text": "1/8", "column": "coupon"},
    "QE650": {"row": 3, "cusip": "912810QT8", "text": "Gilts"},
    "QE651": {"row": 3, "cusip": "912810QT8", "text": "60"},
    "QE652": {"status": 429},
    "QE653": {"row": 1, "day": "2022-05-25", "found": "10.00", "total": "5.00"},
    "QE654": {"count": 9, "total": 412},
    "QE655": {"found": "2022-06-01", "day": "2022-05-25"},
    "QE656": {"cusip": "912810QT8"},
    "QE566": {"request": "occbin_solver", "other": "simul"},
    "QE235": {"economy": "us", "currency": "USD", "name": "GBP"},
    **{code: {"instrument": Instrument.RESERVES, "sector": Sector.BANKS} for code in ("QE702", "QE708", "QE709")},
    "QE340": {"month": "2022-05", "years": 21.5},
    "QE341": {"found": "2024-05-31", "day": "2022-05-25"},
    "QE730": {"series": "output_gap", "economy": "uk"},
    "QE731": {"asked": "--models", "economy": "uk"},
    "QE732": {"name": "uk_2008q4", "economy": "us", "other": "uk"},
    "QE729": {"model": "sims_wu_zhang_2023", "variable": "qe", "least": "-2.72", "lowest": "-1"},
    "QE844": {"text": "25 May"},
    "QE330": {"reason": "yield_2y"},
    "QE331": {"text": "n/a", "column": "yield_2y"},
    "QE332": {"month": "2026-09", "earlier": "2026-07"},
    "QE333": {"text": "425", "column": "yield_2y"},
    "QE334": {"name": "high", "start": "2026-07", "months": 12},
    "QE335": {"start": "2026-01", "month": "2026-07"},
    "QE336": {"key": "years", "value": 40, "most": 30},
    "QE337": {"date": "2021-05-26", "month": "2022-03", "quarters": 20},
    "QE339": {"economy": "uk"},
    "QE845": {"option": "--then", "name": "--stop"},
    "QE846": {"option": "--rates", "name": "--paths"},
    "QE847": {"option": "--stop", "text": "0"},
    "QE848": {"option": "--sales", "text": "shortest=2"},
    "QE891": {"name": "rate_cut"},
    "QE892": {"name": "fed_2008_2014", "count": 12},
    "QE893": {"percent": "58"},
    "QE894": {"value": "0", "longest": 40},
    "QE895": {"option": "--tools", "count": 2},
    "QE896": {"model": "sims_wu_2021"},
    "QE897": {"name": "reserves.ratchet", "value": 5.0, "bounds": "0 … 1"},
    "QE421": {"matrix": "balance_sheet", "name": "reserves"},
    "QE430": {"reason": "agency_mbs"},
    "QE880": {"name": "fragile"},
    "QE881": {"value": 3.0, "limit": 2.5},
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
