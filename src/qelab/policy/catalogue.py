"""The programmes that come with qelab, one TOML file each, and how a name becomes a scenario."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.policy.includes import PROGRAMMES
from qelab.policy.scenario import Scenario

__all__ = ["PROGRAMMES", "parse_setting", "rate_cut", "scenario"]


def scenario(name: str | Path) -> Scenario:
    """A scenario by catalogue id, or from a TOML file.

    A name with a path separator or the ending ``.toml`` is a file.

    Raises
    ------
    QelabError QE101 : unknown id; QE230 : no such file; QE2xx : not a scenario
    """
    text = str(name)
    if isinstance(name, Path) or text.endswith(".toml") or "/" in text or "\\" in text:
        return Scenario.from_toml(Path(name))
    if Path(text).is_file():
        return Scenario.from_toml(Path(text))
    return Scenario.from_toml(PROGRAMMES.path(text))


def rate_cut(bp: float = 75.0, *, hold_quarters: int = 1, date: str | dt.date | None = None) -> Scenario:
    """A cut of the policy rate from the catalogue's opening, in basis points."""
    changes: dict[str, Any] = {"policy_rate.cut_bp": bp, "policy_rate.hold_quarters": hold_quarters}
    if date is not None:
        changes["policy_rate.date"] = str(date)
    if bp != 75.0:
        changes["label"] = f"Rate cut of {bp:g} bp"
    return scenario("rate_cut").with_(**changes)


def parse_setting(text: str) -> tuple[str, Any]:
    """``key=value`` of the command line, the value read as TOML (bare words are strings).

    Raises
    ------
    QelabError QE224 : no equals sign or no key
    """
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise QelabError("QE224", text=text)
    try:
        return key.strip(), tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()
