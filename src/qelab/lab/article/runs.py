"""The runs behind the answers, each made once however many sentences ask for it.

Catalogue ids name themselves; the variants here are stated changes of them, with names in ``labels.csv``.
"""

from collections.abc import Callable

import numpy as np

from qelab.data import opening
from qelab.lab.equivalence.pace import FAST, PLENTY_BP, SLOW, at_pace, reserves_at
from qelab.lab.equivalence.rate_cut import Equivalence
from qelab.lab.lab import Lab
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.policy.catalogue import rate_cut, scenario
from qelab.policy.parts import PhaseKind
from qelab.policy.scenario import Scenario

Progress = Callable[[str, float], None]
LSAP2, HISTORY, TANTRUM = "fed_2010_lsap2", "fed_2008_2014", "taper_tantrum_2013"
LSAP1, MEP, QE4, QT2 = "fed_2008_lsap1", "fed_2011_mep", "fed_2020_qe4", "fed_2022_qt2"
BUY_NOW, QT_NOW, CUT_NOW = "from_now_500bn", "from_now_qt60", "rate_cut"
BOUND_OPENING, BOUND_DATE = "us_2010q3", "2010-11-03"  # where LSAP2 begins, and when it was announced
HELD_QUARTERS, COUNTED_QUARTERS = 8, 12
TRILLION_BN = 1000.0
_PROBE_BP = 25.0
_PHASE = "announcements.0.phases.0"


def cut_at_bound() -> Scenario:
    """The catalogue's cut of 75 bp, asked for on the day of LSAP2."""
    return rate_cut(date=BOUND_DATE).with_(id="cut_at_bound", opening=BOUND_OPENING)


def bills() -> Scenario:
    """The 500 of today's purchase in bills of three to nine months."""
    bucket = {"from_years": 0.25, "to_years": 0.75, "share": 1.0}
    return scenario(BUY_NOW).with_(id="bills_500bn", **{f"{_PHASE}.buckets": [bucket]})


def sale() -> Scenario:
    """The same 500, maturities, pace and exit, sold instead of bought."""
    return scenario(BUY_NOW).with_(id="sale_500bn", **{f"{_PHASE}.kind": PhaseKind.SELL.value})


def run_off(months: int, cap_bn_per_month: float, id: str) -> Scenario:
    """Today's QT at another pace."""
    changes = {f"{_PHASE}.months": months, f"{_PHASE}.cap_bn_per_month": cap_bn_per_month}
    return scenario(QT_NOW).with_(id=id, **changes)


def trillion(quarters: int) -> Scenario:
    """1,000bn run off from now over so many quarters; the expected exit begins at the same time at every pace."""
    months = scenario(QT_NOW).announcements[0].phases[0].months
    assert months is not None, "run-off states its length"
    changes = {f"{_PHASE}.cap_bn_per_month": TRILLION_BN / months}
    return at_pace(scenario(QT_NOW).with_(id="trillion", **changes), quarters).with_(id=f"trillion_{quarters}_quarters")


def doubled() -> Scenario:
    """LSAP2 at twice its size."""
    size = scenario(LSAP2).size_bn
    assert size is not None, "LSAP2 states its size"
    return scenario(LSAP2).with_(id="lsap2_doubled", size_bn=2 * size)


_VARIANTS: dict[str, Callable[[], Scenario]] = {
    "cut_at_bound": cut_at_bound,
    "bills_500bn": bills,
    "sale_500bn": sale,
    "lsap2_doubled": doubled,
    "trillion_slow": lambda: trillion(SLOW),
    "trillion_fast": lambda: trillion(FAST),
}


class Runs:
    """Results by name, made when first asked for.

    Parameters
    ----------
    draws, seed : of the ranges, for every run; 0 draws for none
    progress : told of each run's stages
    """

    def __init__(self, draws: int = 0, seed: int = 1, progress: Progress | None = None) -> None:
        self._draws, self._seed, self._progress = draws, seed, progress
        self._kept: dict[str, Result] = {}
        self._lab: Lab | None = None
        self._equivalents: dict[str, Equivalence] = {}

    def __getitem__(self, name: str) -> Result:
        if name not in self._kept:
            self._kept[name] = self._run(_VARIANTS[name]() if name in _VARIANTS else scenario(name))
        return self._kept[name]

    def equivalent(self, name: str) -> Equivalence:
        """The moves of the policy rate that would do what a run does."""
        if name not in self._equivalents:
            self._equivalents[name] = self.lab.equivalent_rate_cut(self[name].scenario)
        return self._equivalents[name]

    def with_plenty(self, name: str) -> Result:
        """A run in a laboratory in which reserves at the opening are plentiful."""
        key = f"{name}_plenty"
        if key not in self._kept:
            one = self[name].scenario.with_(id=key)
            settings = reserves_at(Settings(), opening(one.opening), PLENTY_BP)
            self._kept[key] = Lab(settings=settings, draws=self._draws, seed=self._seed).run(one, self._progress)
        return self._kept[key]

    @property
    def made(self) -> tuple[Result, ...]:
        """All runs so far, in the order in which they were asked for."""
        return tuple(self._kept.values())

    def equal_cut(self) -> Result:
        """A cut held as long as ``HELD_QUARTERS`` with the output of today's purchase over ``COUNTED_QUARTERS``.

        The policy rate is off its bound, where the model is linear: one probe gives the size.
        """
        if "cut_equal" not in self._kept:
            probe = rate_cut(_PROBE_BP, hold_quarters=HELD_QUARTERS).with_(id="cut_equal")
            wanted = total_output(self[BUY_NOW])
            size = _PROBE_BP * wanted / total_output(self._run(probe))
            self._kept["cut_equal"] = self._run(probe.with_(**{"policy_rate.cut_bp": size}))
        return self._kept["cut_equal"]

    @property
    def lab(self) -> Lab:
        """The laboratory, made when first used."""
        if self._lab is None:
            self._lab = Lab(draws=self._draws, seed=self._seed)
        return self._lab

    def _run(self, one: Scenario) -> Result:
        return self.lab.run(one, self._progress)


def total_output(result: Result) -> float:
    """Effect on output summed over the first ``COUNTED_QUARTERS``, per cent of a quarter's potential output."""
    return float(np.sum(result.values("output_gap")[1 : COUNTED_QUARTERS + 1]))
