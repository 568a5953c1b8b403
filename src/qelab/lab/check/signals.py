"""Claims about what an announcement tells: how much of a yield's fall is expected policy rates, and QT against QE."""

from statistics import fmean

from qelab.core.time import Quarter
from qelab.lab.check.history import PROGRAMMES, lsap1_events
from qelab.lab.check.measures import at_announcement, in_bp, news_quarters, revision
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.pipeline import Run
from qelab.lab.signals import as_believed, sequenced
from qelab.policy.catalogue import scenario
from qelab.policy.parts import PhaseKind
from qelab.policy.scenario import Scenario

_TODAY, _TIGHTENINGS = "from_now_500bn", ("fed_2017_qt1", "fed_2022_qt2")
_PARTS = ("tp10", "r10e")  # the ten-year yield: term premium, expected policy rates


def revisions(run: Run, quarters: tuple[Quarter, ...]) -> dict[str, float]:
    """Revisions of the ten-year term premium and of expected policy rates over ten years, summed over quarters, bp."""
    return {part: in_bp(sum(revision(run, part, quarter) for quarter in quarters)) for part in _PARTS}


def _share(parts: dict[str, float]) -> float:
    return parts["r10e"] / sum(parts.values())


def _lsap1_quarters(runs: Runs) -> tuple[Quarter, ...]:
    return news_quarters(runs.worlds(PROGRAMMES), lsap1_events(runs))


def history_as_promised(runs: Runs, name: str = PROGRAMMES, **promise: float) -> Run:
    """A programme of history whose purchases were heard as a promise about the policy rate, and believed.

    Parameters
    ----------
    promise : ``quarters_after``, ``believed_share`` as ``lab.signals.sequenced`` takes them
    """
    plain = runs.worlds(name)
    heard = sequenced(plain.stage.scenario, **promise)  # type: ignore[arg-type]
    return runs.kept(f"promised {name} {promise}", lambda: as_believed(plain, runs.problem, heard))


def expectations_share(runs: Runs) -> float:
    """LSAP1 as announced, no promise heard in it: revision of expected policy rates over that of the ten-year yield, over
    the quarters of its announcements, 2008Q4 and 2009Q1."""
    return _share(revisions(runs.worlds(PROGRAMMES), _lsap1_quarters(runs)))


def expectations_share_as_promised(runs: Runs) -> float:
    """The same where purchases promise no rise of the policy rate until two quarters after they end, and are believed."""
    return _share(revisions(history_as_promised(runs), _lsap1_quarters(runs)))


def _sold() -> Scenario:
    changes = {"announcements.0.phases.0.kind": PhaseKind.SELL.value}
    return scenario(_TODAY).with_(id="sale_500bn", **changes)


def qt_over_qe(runs: Runs) -> float:
    """500 sold over 500 bought, announced on the same day at the opening of 2026Q2 with the same maturities, pace and
    expected exit: effect on the ten-year yield in the quarter of the announcement, without its sign."""
    sold, bought = (at_announcement(runs.result(one), "yield_10y") for one in (_sold(), scenario(_TODAY)))
    return -sold / bought


def qt_over_qe_as_announced(runs: Runs) -> float:
    """QT1 and QT2 over the programmes of 2008-14, as announced: revision of the ten-year premium for each per cent of GDP
    by which expected ten-year equivalents were revised at their peak, means of the announcements of each kind."""
    easing = runs.worlds(PROGRAMMES)
    eased = fmean(_each(easing, quarter) for quarter in _first_news(easing))
    tightened = fmean(_each(run, run.stage.dates[run.main_row]) for run in map(runs.worlds, _TIGHTENINGS))
    return tightened / eased


def _first_news(run: Run) -> tuple[Quarter, ...]:
    buys = [one for one in run.stage.scenario.announcements if any(phase.kind is PhaseKind.PURCHASE for phase in one.phases)]
    return news_quarters(run, buys)


def _each(run: Run, quarter: Quarter) -> float:
    """Premium for each per cent of GDP of news about holdings, bp."""
    row = quarter - run.stage.dates[0]
    held = run.settled.holdings_pct_gdp
    now = held[row, : held.shape[1] - row]
    news = now - (held[row - 1, 1 : held.shape[1] - row + 1] if row else 0.0)
    return in_bp(revision(run, "tp10", quarter)) / float(news[abs(news).argmax()])


ANSWERS = {
    "C10": Answer(qt_over_qe, qt_over_qe_as_announced),
    "C13": Answer(expectations_share, expectations_share_as_promised),
}
