"""Sentences Q32 to Q35: sums and shares in them hold, and what is said of their signs."""

import pytest


def value(numbers, id, key):
    return numbers[id][key].value


def test_dollars_of_the_groups_are_part_of_all(numbers):
    total, top, bottom = (value(numbers, "Q32", key) for key in ("total", "top_tenth", "bottom_half"))
    assert 0 < bottom < top < total
    assert value(numbers, "Q32", "top_tenth_share") == pytest.approx(100 * top / total)


def test_the_top_in_dollars_the_bottom_in_per_cent(numbers):
    assert value(numbers, "Q32", "top_tenth_share") > 50
    assert value(numbers, "Q32", "bottom_half_pct") > value(numbers, "Q32", "top_tenth_pct") > 0
    assert value(numbers, "Q33", "income_bottom_half") > value(numbers, "Q33", "income_next_40")
    assert value(numbers, "Q33", "income_next_40") > value(numbers, "Q33", "income_top_tenth") > 0


def test_shares_and_houses_pull_in_opposite_directions(numbers):
    assert value(numbers, "Q32", "top_1_by_equities") > 0 > value(numbers, "Q32", "top_1_by_houses")
    assert value(numbers, "Q32", "top_1_highest") > 0


def test_the_bottom_half_gains_most_by_jobs(numbers):
    parts = [value(numbers, "Q33", f"bottom_{part}") for part in ("jobs", "wages", "refinancing")]
    assert parts[0] == max(parts)
    assert sum(parts) == pytest.approx(value(numbers, "Q33", "income_bottom_half"), rel=0.05)


def test_the_net_is_more_dollars_for_the_top_and_more_per_cent_for_the_bottom(numbers):
    assert value(numbers, "Q33", "net_share_top_tenth") > value(numbers, "Q33", "net_share_bottom_half")
    assert value(numbers, "Q33", "net_wealth_bottom_half") > value(numbers, "Q33", "net_wealth_top_tenth")


def test_ten_fortunes_at_the_market_s_return(numbers):
    assert value(numbers, "Q34", "implied") == pytest.approx(347.1 * 0.296)
    assert 0 <= value(numbers, "Q34", "least_share") <= value(numbers, "Q34", "most_share") < 50
    assert value(numbers, "Q34", "most_bn") == pytest.approx(
        value(numbers, "Q34", "implied") * value(numbers, "Q34", "most_share") / 100
    )


def test_one_fortune_at_the_market_s_return(numbers):
    assert value(numbers, "Q35", "year") == pytest.approx(13.505)
    assert value(numbers, "Q35", "buffett_implied") == pytest.approx(46 * 0.296)


def test_facts_are_quoted_as_recalled(numbers):
    for id, key in (("Q34", "ten_richest_2012"), ("Q34", "market_return"), ("Q35", "buffett_2013")):
        assert numbers[id][key].kind == "quoted"
        assert "recalled" in numbers[id][key].source
