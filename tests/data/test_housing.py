"""Figures of the cities: complete, sourced, and equal to the table of published elasticities where it is at hand."""

import csv
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.core.members import members
from qelab.data.housing import NATION, QUANTITIES, housing, housing_figure, metros

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "housing_supply.csv"
LOANS = Path(__file__).parents[3] / "shared" / "data" / "fred_opxie_usd" / "TOTLL.csv"
VOLATILITY = Path(__file__).parents[3] / "shared" / "data" / "fred_codex_monitor" / "VIXCLS.csv"


def test_every_city_has_every_figure_with_its_source():
    assert len(metros()) == 20
    for metro in metros():
        for quantity in QUANTITIES:
            figure = housing_figure(metro, quantity)
            assert figure.unit
            assert figure.source.text
    assert len(housing()) == 20 * len(QUANTITIES) + 1


def test_the_cities_are_the_members_of_the_panel_in_their_order():
    assert tuple(member.id for member in members("metro")) == metros()


def test_the_twenty_hold_a_third_of_the_people():
    people = sum(housing_figure(metro, "people").value for metro in metros())
    assert 0.33 < people / housing_figure(NATION, "people").value < 0.35


def test_an_unknown_city_is_refused():
    with pytest.raises(QelabError) as caught:
        housing_figure("springfield", "people")
    assert caught.value.code == "QE101"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the table of published elasticities is not at hand")
def test_elasticities_are_the_published_ones():
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = {row["metro"].lower().replace(" ", "_"): float(row["supply_elasticity"]) for row in csv.DictReader(file)}
    assert {metro: housing_figure(metro, "supply_elasticity").value for metro in metros()} == rows


def _series(path: Path) -> list[tuple[str, float]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [(day, float(value)) for day, value in rows if value not in ("", ".")]


@pytest.mark.skipif(not VOLATILITY.exists(), reason="the published volatility is not at hand")
def test_volatility_is_the_published_one_and_nothing_above_normal_is_left_out():
    from qelab.data.facts import facts

    days: dict[str, list[float]] = {}
    for day, value in _series(VOLATILITY):
        days.setdefault(day[:7], []).append(value)
    typed = {date: one.value for (name, date), one in facts().items() if name == "implied_volatility"}
    for year in range(2008, 2025):
        for quarter in range(1, 5):
            if (year, quarter) < (2008, 3):
                continue
            values = days[f"{year}-{3 * quarter:02}"]
            mean = sum(values) / len(values)
            found = typed.get(f"{year}Q{quarter}")
            assert (mean < 21.0) if found is None else (found == pytest.approx(mean, abs=0.5))


@pytest.mark.skipif(not LOANS.exists(), reason="the published loans are not at hand")
def test_loans_move_with_those_of_commercial_banks():
    from qelab.data import opening, openings
    from qelab.lab.channels.lending import opening_loans

    published = dict(_series(LOANS))
    months: dict[str, float] = {day[:7]: value for day, value in sorted(published.items())}
    for name in openings():
        if name.startswith("us_") and (month := str(opening(name).month)) in months and month < "2026":
            # thrifts, credit unions and agencies of foreign banks lend besides
            assert 1.05 < opening_loans(opening(name)) / months[month] < 1.40, name
