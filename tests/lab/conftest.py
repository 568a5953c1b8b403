"""One laboratory for all tests, runs that are made once, and programmes written as TOML text."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qelab.data import history, opening
from qelab.lab.lab import Lab
from qelab.lab.pipeline import Run, run_pipeline
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.macro import PerfectForesight
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario
from qelab.rates.reserve_demand import ReserveDemand

MIDDLE = ((3.0, 7.0, 0.6), (7.0, 10.0, 0.4))


@pytest.fixture(scope="session")
def lab() -> Lab:
    return Lab()


def _key(one: Scenario) -> str:
    return json.dumps(one.to_mapping(), sort_keys=True)


@pytest.fixture(scope="session")
def plenty() -> Lab:
    """A laboratory in which reserves are never scarce: there sales mirror purchases."""
    return Lab(settings=Settings(reserves=ReserveDemand(ample_bp=200.0)))


@pytest.fixture(scope="session")
def run(lab) -> Callable[..., Result]:
    """``run("fed_2010_lsap2", size_bn=1200)`` or ``run(scenario)``: the result, made once and kept."""
    return _keeping(lab)


@pytest.fixture(scope="session")
def run_with_plenty(plenty) -> Callable[..., Result]:
    """The same where reserves are never scarce."""
    return _keeping(plenty)


def _keeping(lab: Lab) -> Callable[..., Result]:
    kept: dict[str, Result] = {}

    def of(one: str | Scenario, **changes: Any) -> Result:
        chosen = scenario(one) if isinstance(one, str) else one
        chosen = chosen.with_(**changes) if changes else chosen
        if _key(chosen) not in kept:
            kept[_key(chosen)] = lab.run(chosen)
        return kept[_key(chosen)]

    return of


@pytest.fixture(scope="session")
def inside(lab) -> Callable[[str], Run]:
    """The settled worlds behind a result of the catalogue, made once and kept."""
    problem = PerfectForesight(lab.model, horizon=lab.settings.horizon)
    kept: dict[str, Run] = {}

    def of(name: str) -> Run:
        if name not in kept:
            one = scenario(name)
            set_up = stage(one, opening(one.opening), history(one.economy), lab.model, lab.settings)
            kept[name] = run_pipeline(set_up, problem, lambda _step, _share: None)
        return kept[name]

    return of


@pytest.fixture(scope="session")
def lsap2(run) -> Result:
    return run("fed_2010_lsap2")


def announcement_text(
    date: str = "2026-07-15",
    *,
    size_bn: float = 300.0,
    buckets: tuple[tuple[float, float, float], ...] = MIDDLE,
    start: str | None = None,
    months: int = 6,
    kind: str = "purchase",
    asset: str = "treasury",
    hold: int = 6,
    decline: float = 0.97,
) -> str:
    rows = ", ".join(f"{{ from_years = {a}, to_years = {b}, share = {share} }}" for a, b, share in buckets)
    lines = [
        "[[announcements]]", f"date = {date}", 'aim = { en = "aim" }', 'length = { en = "length" }',
        "[[announcements.phases]]", f'kind = "{kind}"', f'asset = "{asset}"', f'start = "{start or date[:7]}"',
        f"months = {months}", f"size_bn = {size_bn}", f"buckets = [{rows}]" if asset == "treasury" else "",
        "[announcements.exit]", f"hold_quarters = {hold}", f"then_x_per_quarter = {decline}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def programme_text(*announcements: str, opening_id: str = "us_2026q2", quarters: int = 8) -> str:
    """A hypothetical programme as the text of a TOML file."""
    lines = [
        'id = "my_programme"', 'label = { en = "mine" }', f'opening = "{opening_id}"',
        'counterfactual = "without_programme"', f"horizon_quarters = {quarters}", 'source = "hypothetical"',
        "[standing]", 'agency_principal_into = "bills"',
    ]  # fmt: skip
    return "\n".join([*lines, *announcements])


def _from_text(text: str) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "programme.toml"
        path.write_text(text, "utf-8")
        return scenario(path)


@pytest.fixture(scope="session")
def programme() -> Callable[..., Scenario]:
    """``programme(size_bn=100, months=3)``: one announcement, written to a TOML file and read back."""

    def of(*, opening_id: str = "us_2026q2", quarters: int = 8, **announced: Any) -> Scenario:
        return _from_text(programme_text(announcement_text(**announced), opening_id=opening_id, quarters=quarters))

    return of


@pytest.fixture(scope="session")
def programme_in_steps() -> Callable[..., Scenario]:
    """``programme_in_steps({...}, {...})``: several announcements, written to a TOML file and read back."""

    def of(*announced: dict[str, Any], opening_id: str = "us_2026q2", quarters: int = 10) -> Scenario:
        texts = (announcement_text(**one) for one in announced)
        return _from_text(programme_text(*texts, opening_id=opening_id, quarters=quarters))

    return of
