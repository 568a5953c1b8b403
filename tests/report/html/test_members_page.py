"""Markets, households and economies on the page: in their step, in their order, and with the numbers of the result."""

import numpy as np
import pytest

from qelab.core.members import members
from qelab.report.html.page import report_html
from qelab.report.members import largest_quarter
from qelab.report.numbers import MINUS, number

IN_STEP = {
    "yields": ("channels-yield-10y", "effect-premia"),
    "economy": (
        "channels-output-gap", "effect-mortgage-rate-30y", "effect-corporate-yield", "effect-bank-loans-bn",
        "channels-equity-price-index", "level-price-earnings-ratio", "level-cape-ratio", "members-house-price-by-metro",
        "members-holders", "effect-real-exchange-rate-index",
    ),
    "costs": (
        "members-wealth-bn-by-group", "members-wealth-gain-pct-by-group", "members-income-gain-pct-by-group",
        "paths-emerging-inflow-pct-gdp-by-economy", "paths-emerging-exchange-rate-by-economy",
        "paths-emerging-yield-10y-by-economy", "members-emerging-exchange-rate-by-economy",
    ),
}  # fmt: skip


def text_of(element):
    return "".join(element.itertext())


def english(element):
    """The text of an element without what stands there in Chinese."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if child.get("lang") == "zh-Hant" else english(child), child.tail or ""]
    return "".join(parts)


def of_id(page, key):
    return next(element for element in page.iter() if element.get("id") == key)


def rows_of(page, key):
    """The table behind a figure, without its header."""
    return [[english(cell) for cell in row] for row in of_id(page, key).iter("tr")][1:]


def as_number(cell):
    return float(cell.replace(",", "").replace(MINUS, "-"))


@pytest.mark.parametrize("step", IN_STEP)
def test_each_figure_stands_in_its_step(peopled, parsed, step):
    ids = [element.get("id") for element in of_id(parsed(peopled), step).iter() if element.get("id")]
    found = [key for key in ids if key in IN_STEP[step]]
    assert found == list(IN_STEP[step])


@pytest.mark.parametrize("which", ["peopled", "real"])
def test_every_figure_says_what_it_shows(request, parsed, which):
    page = parsed(request.getfixturevalue(which))
    for figure in page.iter("figure"):
        assert text_of(next(figure.iter("h3"))).strip()
        kinds = [element.get("class") for element in figure.iter()]
        assert "legend" in " ".join(filter(None, kinds))  # what is compared with what
        assert "unit" in kinds or figure.get("id") == "below-zero"
        assert next(figure.iter("details")) is not None
        assert "summary" in kinds


def test_parts_in_the_table_add_up_to_the_total(real, parsed):
    page = parsed(real)
    for key in ("channels-yield-10y", "channels-equity-price-index", "channels-output-gap", "channels-house-price-index"):
        for _, total, *parts in rows_of(page, key):
            assert sum(map(as_number, parts)) == pytest.approx(as_number(total), abs=0.06 * len(parts))
    for key in ("members-wealth-bn-by-group", "members-income-gain-pct-by-group"):
        for _, *parts, total in rows_of(page, key):
            assert sum(map(as_number, parts)) == pytest.approx(as_number(total), abs=0.51 * len(parts))


def test_cities_by_size_with_the_nation_as_a_line(real, parsed):
    name, page = "house_price_by_metro", parsed(real)
    place = largest_quarter(real, name) - real.quarters[0]
    rows = rows_of(page, "members-house-price-by-metro")
    values = [as_number(value) for _, value in rows]
    assert values == sorted(values, reverse=True)
    by_city = {item.label(): float(real.values(f"{name}:{item.id}")[place]) for item in members("metro")}
    assert {city: as_number(value) for city, value in rows} == pytest.approx(by_city, abs=0.005)
    nation = number(float(real.values("house_price_index")[place]), signed=True).replace("-", MINUS)
    assert f"nation {nation}" in english(of_id(page, "members-house-price-by-metro"))


def test_taiwan_stands_beside_the_type_that_it_belongs_to(real, parsed):
    figure = english(of_id(parsed(real), "paths-emerging-yield-10y-by-economy"))
    assert "managed, Taiwan" in figure
    strong = [e for e in of_id(parsed(real), "members-emerging-yield-10y-by-economy").iter("text") if "strong" in e.get("class", "")]
    assert {text_of(element) for element in strong} == {"Taiwan", "臺灣"}


def test_sectors_that_hold_what_they_held_are_left_out(real, parsed):
    rows = rows_of(parsed(real), "members-holders")
    place = largest_quarter(real, "treasuries_mbs_by_holder_bn") - real.quarters[0]
    by_label = {item.label(): item.id for item in members("holder")}
    shown = {by_label[label]: [as_number(cell) for cell in cells] for label, *cells in rows}
    assert "agencies" not in shown
    for holder, values in shown.items():
        assert max(map(abs, values)) >= 0.5
        held = float(real.values(f"treasuries_mbs_by_holder_bn:{holder}")[place])
        assert values[0] == pytest.approx(held, abs=0.51)
    assert shown["central_bank"][0] < 0  # a run-off


def test_inflation_and_valuations_stand_beside_target_and_mean(peopled, parsed):
    table = next(
        table
        for table in of_id(parsed(peopled), "costs").iter("table")
        if "mean (years)" in english(table)
    )
    inflation, *rows = [[english(cell) for cell in row] for row in table.iter("tr")][1:]
    assert inflation[5] == "2.00 % (target)"
    for cell, world in zip(inflation[6:], inflation[2:4], strict=True):
        assert as_number(cell.removesuffix(" pp")) == pytest.approx(as_number(world) - 2.0, abs=0.011)
    assert [row[5] for row in rows] == ["15.51 (1871–2013)", "17.40 (1881–2023)"]
    for row, name in zip(rows, ("price_earnings_ratio", "cape_ratio"), strict=True):
        without = float(np.abs(peopled.values(name, "counterfactual")).max())
        assert as_number(row[2]) == pytest.approx(without, abs=0.005)
    assert rows[1][6:] == ["+15 %", "+17 %"]  # 20.0 and 20.4 over 17.4


def test_bands_stand_round_markets_where_there_are_draws(peopled, add_draws, parsed):
    page = parsed(add_draws(peopled))
    for key in ("effect-bank-loans-bn", "effect-corporate-yield", "effect-top-1-wealth-share-pct"):
        bands = [e for e in of_id(page, key).iter("path") if "band" in e.get("class", "")]
        assert len(bands) == 3


def test_a_result_without_members_has_none_of_it(result, parsed):
    ids = {element.get("id") for element in parsed(result).iter()}
    assert not {key for key in ids if key and key.startswith(("members-", "paths-"))}


def test_still_members_are_drawn(peopled):
    from dataclasses import replace

    still = {name: np.stack([values[0], values[0]]) for name, values in peopled.panels.items()}
    none = {key: np.zeros_like(values) for key, values in peopled.channels.items() if ":" in key}
    page = report_html(replace(peopled, panels=still, channels=dict(peopled.channels) | none))
    assert "nan" not in page.replace("finance", "").replace("Finan", "").replace("finan", "")
