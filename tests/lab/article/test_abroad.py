"""What the article says of emerging economies holds for the numbers that it carries."""

import pytest

from qelab.lab.article.answers import article
from qelab.lab.article.runs import Runs


@pytest.fixture(scope="module")
def numbers():
    answered = article(Runs(), ["Q29", "Q30", "Q31"]).answered
    return {one.id: {item.key: item.value for item in answer.numbers} for one, answer in answered}


def test_capital_comes_in_by_type_and_leaves_in_2013(numbers):
    found = numbers["Q29"]
    assert found["fragile"] > found["emerging_inflow_pct_gdp"] > found["managed"] > 0
    assert found["total"] > found["emerging_inflow_pct_gdp"]
    assert found["news_fragile"] < found["news_average"] < found["news_taiwan"] < 0
    assert found["five"] < found["others"] < found["taiwan"] < 0
    assert abs(found["news_fragile"]) < abs(found["five"])
    assert 0 < found["explained"] < 40


def test_appreciation_first_lowers_inflation(numbers):
    found = numbers["Q30"]
    assert found["currency_fragile"] > found["emerging_exchange_rate"] > 0
    assert found["inflation_import"] < found["first_year"] < 0 < found["inflation_core"]
    assert found["inflation_import"] + found["inflation_core"] == pytest.approx(found["first_year"], abs=1e-10)
    assert 0 < found["at_end"] <= found["emerging_inflation_4q"]
    assert found["prices_fragile"] > found["emerging_inflation_4q"]


def test_shares_more_than_houses(numbers):
    found = numbers["Q31"]
    assert found["emerging_equity_price"] > found["emerging_house_price"] > 0
    assert found["shares_fragile"] > found["emerging_equity_price"] > found["shares_managed"]
    assert found["lowest"] < 0 < found["middle"] < found["highest"]
