"""Interest-rate risk of the constructed portfolios against what the New York Fed published (10 %).

Published: SOMA in ten-year equivalents and average durations, annual reports on open market operations 2012, 2015
and 2019 (charts 17 and 18, 20 and 21). The first day with a figure is 31 December 2008: the portfolio of 2008Q3,
whose Treasuries had hardly changed, is valued on that day's curve. The published ten-year equivalents are par times
average duration over the duration of the ten-year note (a test below), so that the newer openings are compared with
the published durations.
"""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.data import Opening, history, opening
from qelab.portfolio import mortgages
from qelab.portfolio.bonds import ParCurve, bond_table, ladder
from qelab.portfolio.holdings import MbsCohorts, TreasuryLots
from qelab.portfolio.option_adjusted import Cohorts, value_and_duration

CHARTS = Path(__file__).parents[3] / "shared" / "data" / "qe_bgs_soma" / "SOMA_data.xlsx"
TOLERANCE = 0.10
BEFORE_LSAP2 = Quarter.parse("2010Q3")


def curve_of(quarter: str) -> ParCurve:
    years = {
        "3m": 0.25,
        "6m": 0.5,
        "1y": 1,
        "2y": 2,
        "3y": 3,
        "5y": 5,
        "7y": 7,
        "10y": 10,
        "20y": 20,
        "30y": 30,
    }
    yields = [history("us").at(f"yield_{name}_end", Quarter.parse(quarter)) for name in years]
    return ParCurve(maturities_years=np.array(list(years.values()), dtype=float), yields=np.array(yields))


def risk(lots: TreasuryLots, state: Opening, curve: ParCurve) -> tuple[float, float, float]:
    """Ten-year equivalents (bn), duration (years), duration of the ten-year par note."""
    table = bond_table(curve)
    par, coupon = ladder(lots, state.month.ordinal)
    equivalents = float(table.ten_year_equivalents(par, coupon).sum())
    value = float(table.market_value(par, coupon))
    return equivalents, equivalents * table.duration_10y / value, table.duration_10y


def mbs_risk(held: MbsCohorts, rate: float, calendar_month: int) -> tuple[float, float]:
    """Value (bn) and value times effective duration of the cohorts at their own age and burnout, by +-25 bp."""

    def value(rate: float) -> float:
        months, age, burnout = held.remaining_months.copy(), held.age_months.copy(), held.burnout.copy()
        face, total, discount = held.face_bn.copy(), 0.0, 1.0
        for step in range(int(months.max())):
            discount /= 1 + (rate - 0.6) / 1200
            season = (calendar_month + step) % 12 + 1
            speed = mortgages.conditional_prepayment_rate(held.wac - rate, age, burnout, season)
            alive = months > 0
            scheduled = np.where(alive, face * mortgages.scheduled_share(held.wac, months), 0.0)
            principal = np.where(
                alive, scheduled + (face - scheduled) * mortgages.monthly_mortality(speed), 0.0
            )
            total += discount * float((principal + np.where(alive, face * held.coupon / 1200, 0.0)).sum())
            face, months, age = face - principal, months - 1, age + 1
            burnout = mortgages.next_burnout(burnout, held.wac - rate)
        return total

    return value(rate), (value(rate - 0.25) - value(rate + 0.25)) / 0.005


def test_treasuries_before_the_first_programme():
    state = opening("us_2008q3")
    equivalents, duration, _ = risk(state.holdings.treasuries, state, curve_of("2008Q4"))
    assert equivalents == pytest.approx(326.4, rel=TOLERANCE)  # published for 31 December 2008
    assert duration == pytest.approx(5.4, rel=TOLERANCE)  # published for 31 January 2009, the first month


def test_treasuries_and_agency_debt_before_the_second_programme():
    state, past = opening("us_2010q3"), history("us")
    equivalents, duration, _ = risk(state.holdings.treasuries, state, state.curve)
    published = past.at("soma_treasury_ten_year_equivalents_bn", BEFORE_LSAP2)
    assert equivalents == pytest.approx(published, rel=TOLERANCE)
    assert duration == pytest.approx(5.3, rel=TOLERANCE)
    agency, agency_duration, _ = risk(state.holdings.agency_debt, state, state.curve)
    rest = published + past.at("soma_mbs_ten_year_equivalents_bn", BEFORE_LSAP2)
    assert agency == pytest.approx(
        past.at("soma_ten_year_equivalents_bn", BEFORE_LSAP2) - rest, rel=TOLERANCE
    )
    assert agency_duration == pytest.approx(2.8, rel=TOLERANCE)


def test_mbs_before_the_second_programme():
    state, past = opening("us_2010q3"), history("us")
    ten = risk(state.holdings.treasuries, state, state.curve)[2]
    value, dollar_duration = mbs_risk(
        state.holdings.mbs, state.economy["mortgage_rate_30y"], state.month.month
    )
    published = past.at("soma_mbs_ten_year_equivalents_bn", BEFORE_LSAP2)
    assert dollar_duration / ten == pytest.approx(published, rel=TOLERANCE)
    assert dollar_duration / value == pytest.approx(2.1, rel=TOLERANCE)


def test_the_bucket_totals_are_those_of_the_file():
    """Remaining maturity of 2010: within a year, one to five, five to ten, beyond ten years (H.4.1, recalled)."""
    held = opening("us_2010q3").holdings
    years = (held.treasuries.maturity - held.month.ordinal) / 12
    totals = np.histogram(years, bins=[0, 1.001, 5.001, 10.001, 30.001], weights=held.treasuries.par_bn)[0]
    np.testing.assert_allclose(totals, [90.4, 342.0, 231.0, 148.0], rtol=0.01)


def test_the_portfolio_of_2026():
    """Weighted average maturity about 8.4 years (8.9 in October 2025, then bills); MBS pay 15 to 17bn a month."""
    state = opening("us_2026q2")
    lots, mbs = state.holdings.treasuries, state.holdings.mbs
    years = (lots.maturity - state.month.ordinal) / 12
    assert float(years @ lots.par_bn) / lots.total_bn == pytest.approx(8.4, abs=0.1)
    incentive = mbs.wac - state.economy["mortgage_rate_30y"]
    speed = mortgages.conditional_prepayment_rate(incentive, mbs.age_months, mbs.burnout, 10)  # mean season
    scheduled = mortgages.scheduled_share(mbs.wac, mbs.remaining_months)
    principal = mbs.face_bn @ (scheduled + (1 - scheduled) * mortgages.monthly_mortality(speed))
    assert 14.0 < principal < 17.0


NEWER = ("us_2011q2", "us_2012q2", "us_2013q1", "us_2017q1", "us_2019q4")


@pytest.mark.parametrize("name", NEWER)
def test_the_durations_of_treasuries_are_the_published_ones(name):
    state = opening(name)
    _, duration, ten = risk(state.holdings.treasuries, state, state.curve)
    assert duration == pytest.approx(history("us").at("soma_treasury_duration_years", state.month.quarter), rel=0.02)
    published = history("us").at("soma_treasury_ten_year_equivalents_bn", state.month.quarter)
    at_par = state.holdings.treasuries.total_bn * duration / ten
    assert at_par == pytest.approx(published, rel=TOLERANCE)


@pytest.mark.parametrize("name", NEWER)
def test_the_option_adjusted_durations_of_mbs_are_near_the_published_ones(name):
    """Within 10 %, or, where the two published figures disagree, between them give or take 10 %.

    Ten-year equivalents over face count purchases that had not settled, the durations do not.
    """
    state, past = opening(name), history("us")
    quarter, held = state.month.quarter, state.holdings.mbs
    cohorts = Cohorts(
        face_bn=held.face_bn, wac=held.wac, remaining_months=held.remaining_months,
        age_months=held.age_months, burnout=held.burnout,
    )  # fmt: skip
    rate = past.at("mortgage_rate_30y_last_week", quarter)
    _, duration = value_and_duration(cohorts, rate, state.month.month)
    ten = bond_table(state.curve).duration_10y
    by_equivalents = past.at("soma_mbs_ten_year_equivalents_bn", quarter) * ten / held.total_bn
    published = sorted([past.at("soma_mbs_duration_years", quarter), by_equivalents])
    assert published[0] * (1 - TOLERANCE) < duration < published[1] * (1 + TOLERANCE)


def test_published_equivalents_are_at_par():
    """Treasuries at quarter ends: within 1.5 % from 2013 on, within 10 % before, where dates differ more."""
    past = history("us")
    for step in range(44):
        quarter = Quarter.parse("2009Q1") + step
        par = past.at("soma_treasuries_bn", quarter) * past.at("soma_treasury_duration_years", quarter)
        at_par = par / bond_table(curve_of(str(quarter))).duration_10y
        published = past.at("soma_treasury_ten_year_equivalents_bn", quarter)
        assert published == pytest.approx(at_par, rel=0.015 if quarter >= Quarter.parse("2013Q1") else TOLERANCE)


def test_the_buckets_of_2022_are_those_of_the_release():
    """H.4.1 of 10 March 2022, bn: within a year, one to five, five to ten, beyond ten years; 5,753.4 in all."""
    held = opening("us_2022q1").holdings
    years = (held.treasuries.maturity - held.month.ordinal) / 12
    totals = np.histogram(years, bins=[0, 1.001, 5.001, 10.001, 30.001], weights=held.treasuries.par_bn)[0]
    np.testing.assert_allclose(totals, [56.8 + 348.9 + 771.6, 2178.0, 1001.8, 1396.3], rtol=0.005)
    assert float(years @ held.treasuries.par_bn) / held.treasuries.total_bn == pytest.approx(7.6, abs=0.1)


def test_the_buckets_of_2008_are_those_of_the_annual_report():
    held = opening("us_2008q3").holdings
    years = (held.treasuries.maturity - held.month.ordinal) / 12
    totals = np.histogram(years, bins=[0, 1.001, 5.001, 10.001, 30.001], weights=held.treasuries.par_bn)[0]
    np.testing.assert_allclose(totals, [103.4, 173.3, 97.3, 101.8], rtol=0.005)


@pytest.mark.skipif(not CHARTS.exists(), reason="the chart data are not at hand")
def test_the_packaged_durations_are_those_of_the_charts():
    durations, past = charts()[0], history("us")
    columns = {"B": "soma_duration_years", "C": "soma_treasury_duration_years", "D": "soma_mbs_duration_years"}
    for step in range(44):
        quarter = Quarter.parse("2009Q1") + step
        month = (quarter.last_month.year, quarter.last_month.month)
        day = max(day for day in durations if (day.year, day.month) == month)
        for cell, column in columns.items():
            assert past.at(column, quarter) == pytest.approx(durations[day][cell], abs=0.051)


@pytest.mark.skipif(not CHARTS.exists(), reason="the chart data are not at hand")
def test_the_published_figures_are_those_of_the_charts():
    durations, equivalents = charts()
    assert equivalents[date(2008, 12, 31)]["C"] == 326.4
    assert durations[date(2009, 1, 31)]["C"] == 5.4
    september = durations[date(2010, 9, 30)]
    assert (september["C"], september["D"], september["E"]) == (5.3, 2.1, 2.8)
    last = equivalents[max(day for day in equivalents if day <= date(2010, 9, 30))]
    assert (last["B"], last["C"], last["D"]) == (824.0, 488.2, 285.8)


def charts() -> list[dict[date, dict[str, float]]]:
    """Sheets 2 (durations) and 3 (ten-year equivalents): numbers of columns B to E by day."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    sheets = []
    with zipfile.ZipFile(CHARTS) as archive:
        for number in (2, 3):
            root = ElementTree.parse(io.BytesIO(archive.read(f"xl/worksheets/sheet{number}.xml"))).getroot()
            rows: dict[date, dict[str, float]] = {}
            for row in root.iter(f"{space}row"):
                cells = {
                    str(cell.get("r"))[0]: float(cell.findtext(f"{space}v") or "nan")
                    for cell in row
                    if cell.get("t") != "s" and cell.find(f"{space}v") is not None
                }
                if "A" in cells:
                    rows[date(1899, 12, 30) + timedelta(days=int(cells.pop("A")))] = cells
            sheets.append(rows)
    return sheets
