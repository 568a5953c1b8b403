"""The numbers of the catalogue against what was published: typed here with their source, and against the tables
of published facts where these are at hand."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from qelab.policy.catalogue import scenario
from qelab.policy.parts import Asset, Bucket, PhaseKind, PrincipalUse

FACTS = Path(__file__).parents[3] / "shared" / "reference"
with_facts = pytest.mark.skipif(not FACTS.exists(), reason="the tables of published facts are not at hand")
ASSETS = {
    "agency MBS": Asset.AGENCY_MBS,
    "agency debt": Asset.AGENCY_DEBT,
    "Treasury coupons": Asset.TREASURY,
}

# New York Fed operating statement, 3 November 2010: per cent of purchases by remaining maturity, years.
LSAP2 = {
    (1.5, 2.5): 5, (2.5, 4): 20, (4, 5.5): 20, (5.5, 7): 23, (7, 10): 23, (10, 17): 2, (17, 30): 4, "tips": 3,
}  # fmt: skip
# New York Fed statement, 22 June 2011.
REINVESTMENT = {(1.5, 2.5): 5, (2.5, 4): 20, (4, 5.5): 20, (5.5, 7): 23, (7, 10): 23, (10, 30): 6, "tips": 3}


def percentages(buckets: tuple[Bucket, ...]) -> dict[object, float]:
    keys = ["tips" if bucket.tips else (bucket.from_years, bucket.to_years) for bucket in buckets]
    return {key: round(100 * bucket.share, 6) for key, bucket in zip(keys, buckets, strict=True)}


def table(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lsap2_as_announced():
    one = scenario("fed_2010_lsap2")
    (announcement,) = one.announcements
    (phase,) = announcement.phases
    assert announcement.date == dt.date(2010, 11, 3)
    assert (one.size_bn, str(phase.start), str(phase.end)) == (600, "2010-11", "2011-06")
    assert percentages(phase.buckets) == LSAP2
    assert percentages(one.standing.buckets) == REINVESTMENT
    assert one.standing.agency_principal_into is PrincipalUse.TREASURY


def test_lsap1_as_announced():
    one = scenario("fed_2008_lsap1")
    first, expansion, reinvestment = one.announcements
    dates = [dt.date(2008, 11, 25), dt.date(2009, 3, 18), dt.date(2010, 8, 10)]
    assert [item.date for item in one.announcements] == dates
    assert {phase.asset: phase.size_bn for phase in first.phases} == {Asset.AGENCY_MBS: 500, Asset.AGENCY_DEBT: 100}
    assert {phase.asset: phase.size_bn for phase in expansion.phases} == {
        Asset.AGENCY_MBS: 1250, Asset.AGENCY_DEBT: 200, Asset.TREASURY: 300,
    }  # fmt: skip
    assert one.size_bn == 1750
    assert one.standing.agency_principal_into is PrincipalUse.RUN_OFF
    (phase,) = reinvestment.phases
    assert (phase.kind, phase.into) == (PhaseKind.REINVEST, PrincipalUse.TREASURY)
    assert percentages(phase.buckets) == REINVESTMENT


def test_the_hypothetical_ones_are_what_was_asked_for():
    more, qt, cut = (scenario(name) for name in ("from_now_500bn", "from_now_qt60", "rate_cut"))
    assert (more.size_bn, more.announcements[0].phases[0].months) == (500, 12)
    lsap2 = scenario("fed_2010_lsap2").announcements[0]
    assert more.announcements[0].phases[0].buckets == lsap2.phases[0].buckets
    exits = [item.to_mapping()["announcements"][0]["exit"] for item in (more, scenario("fed_2010_lsap2"))]
    for key in ("hold_quarters", "then_x_per_quarter"):
        assert exits[0][key] == exits[1][key]
    (phase,) = qt.announcements[0].phases
    assert (phase.kind, phase.asset, phase.months, phase.cap_bn_per_month) == ("run_off", "securities", 24, 60)
    assert qt.counterfactual == "full_reinvestment"
    assert cut.policy_rate is not None
    assert cut.policy_rate.cut_bp == 75
    assert {one.opening for one in (more, qt, cut)} == {"us_2026q2"}


@with_facts
def test_sizes_and_dates_against_the_table_of_programmes():
    rows = [row for row in table("programmes.csv") if row["central_bank"] == "Fed" and row["amount_bn"]]
    announced = {
        (item.date.isoformat(), phase.asset): one.phase_size_bn(item, phase)
        for one in (scenario("fed_2008_lsap1"), scenario("fed_2010_lsap2"))
        for item in one.announcements
        for phase in item.phases
        if phase.kind is PhaseKind.PURCHASE
    }
    published = {
        (row["announce_date"], ASSETS[row["asset"]]): float(row["amount_bn"])
        for row in rows
        if row["programme"] in ("LSAP1", "LSAP1 expansion", "LSAP2")
    }
    assert announced == published


@with_facts
@pytest.mark.parametrize(("programme", "typed"), [("LSAP2", LSAP2), ("Reinvestment 2011", REINVESTMENT)])
def test_maturities_against_the_table(programme, typed):
    found: dict[object, float] = {}
    for row in table("maturity_distribution.csv"):
        if row["programme"] == programme:
            if row["bucket"].startswith("TIPS"):
                found["tips"] = float(row["percent"])
            else:
                low, high = row["bucket"].removesuffix("y").split("-")
                found[(float(low), float(high))] = float(row["percent"])
    assert found == typed


@with_facts
@pytest.mark.parametrize(
    ("programme", "name", "position"),
    [
        ("LSAP1", "fed_2008_lsap1", 0),
        ("LSAP1 expansion", "fed_2008_lsap1", 1),
        ("Reinvestment", "fed_2008_lsap1", 2),
        ("LSAP2", "fed_2010_lsap2", 0),
        ("LSAP2", "from_now_500bn", 0),
        ("QT2", "from_now_qt60", 0),
    ],
)
def test_expected_exits_against_the_table(programme, name, position):
    (row,) = (row for row in table("expected_exit.csv") if row["programme"] == programme)
    assumed = scenario(name).announcements[position].exit
    assert assumed.hold_quarters == int(row["hold_quarters_constant_par"])
    assert assumed.then_x_per_quarter == float(row["then_x_per_quarter"])
