"""What the sentences say in words holds for the numbers that they carry; identities hold exactly."""

import pytest

from qelab.lab.article.runs import LSAP2, TRILLION_BN, cut_at_bound, sale
from qelab.lab.scorecard import scorecard
from qelab.policy.catalogue import scenario


def value(numbers, id, key):
    return numbers[id][key].value


def test_effects_are_with_less_without(numbers):
    for id, found in numbers.items():
        for item in found.values():
            if item.without is None or item.level_unit in ("index", "probability"):
                continue
            assert item.policy - item.without == pytest.approx(item.value, abs=1e-12), (id, item.key)


def test_at_the_bound_the_rate_is_at_its_bound_and_a_cut_does_nothing(numbers):
    assert value(numbers, "Q01", "rate") == pytest.approx(0.125, abs=1e-9)
    for id, key in (("Q01", "cut_output"), ("Q17", "cut_rate"), ("Q17", "cut_output"), ("Q17", "cut_unemployment")):
        assert value(numbers, id, key) == pytest.approx(0.0, abs=1e-8)
    assert value(numbers, "Q17", "output") > 0 > value(numbers, "Q17", "unemployment")


def test_away_from_the_bound_purchases_act_less(numbers):
    assert 0 < value(numbers, "Q01", "now_each") < value(numbers, "Q01", "bound_each")
    assert value(numbers, "Q01", "now_rate") > 0


def test_the_two_exits_of_the_first_sentence_are_the_same():
    ends = [scenario(name).main_announcement for name in (LSAP2, "from_now_500bn")]
    exits = [end.exit for end in ends if end is not None and end.exit is not None]
    assert exits[0].hold_quarters == exits[1].hold_quarters
    assert exits[0].then_x_per_quarter == exits[1].then_x_per_quarter


def test_ledger(numbers):
    paid = numbers["Q02"]
    size = paid["amount"].value
    assert [paid[f"from_non_banks_{name}"].value for name in ("reserves", "deposits", "currency")] == [size, size, 0]
    assert [paid[f"from_banks_{name}"].value for name in ("reserves", "deposits", "currency")] == [size, 0, 0]
    assert value(numbers, "Q09", "base") == size
    legs = {key: item.value for key, item in numbers["Q20"].items()}
    assert (legs["held"], legs["public"], legs["reserves"], legs["deposits"], legs["treasury"]) == (-100, 100, -100, -100, 0)


def test_channels_sum_to_the_yield(numbers):
    parts = sum(value(numbers, "Q03", key) for key in ("duration", "flow", "expectations"))
    assert parts == pytest.approx(100 * value(numbers, "Q03", "yield_10y"), abs=1e-8)
    assert value(numbers, "Q03", "duration") < 0 < value(numbers, "Q03", "expectations")


def test_long_yields_fall_most_and_bills_move_almost_nothing(numbers):
    moves = [value(numbers, "Q11", f"yield_{years}y") for years in (2, 5, 10, 30)]
    assert moves == sorted(moves, reverse=True)
    assert abs(value(numbers, "Q11", "bills")) < 0.1 * abs(value(numbers, "Q11", "coupons"))


def test_longer_maturities_bought_move_the_thirty_year_yield_most(numbers):
    found = numbers["Q11"]
    assert found["mep_30y"].value < found["mep_10y"].value < 0 < found["mep_2y"].value
    assert found["mep_long"].value > 1.5 > found["long"].value > 0.8


def test_reserves_lie_near_what_is_enough(numbers):
    found = numbers["Q23"]
    assert found["needed_low"].value < found["needed_middle"].value < found["reserves"].value < found["needed_high"].value
    assert found["needed_middle"].value == numbers["Q24"]["needed_middle"].value


def test_most_of_the_effect_comes_before_the_purchases(numbers):
    assert value(numbers, "Q07", "bought_share") < 50
    assert value(numbers, "Q07", "at_once") / value(numbers, "Q07", "largest") > 0.9
    first = scenario(LSAP2).announcements[0]
    assert first.already_expected is None  # the caution says that all of it is news


def test_pass_through_is_below_one_and_money_does_not_drive_spending(numbers):
    assert 0 < value(numbers, "Q12", "passed") < 1
    assert 0 < value(numbers, "Q18", "gdp_percent") < 0.2 * value(numbers, "Q18", "money_percent")
    assert value(numbers, "Q18", "slope") < 0


def test_contributions_sum_to_output(numbers):
    found = numbers["Q13"]
    parts = sum(item.value for key, item in found.items() if key.startswith("by_"))
    assert parts == pytest.approx(found["output_gap"].value, abs=1e-9)


def test_the_equal_cut_is_equal_and_bends_the_other_end(numbers):
    found = numbers["Q16"]
    assert found["cut_output"].value == pytest.approx(found["bought_output"].value, rel=1e-4)
    assert abs(found["cut_2y"].value) > abs(found["cut_30y"].value)
    assert abs(found["bought_30y"].value) > abs(found["bought_2y"].value)
    for key in ("equal_move", "equal_yield"):
        moves = [found[f"{key}_{held}"].value for held in (8, 12, 24)]
        assert moves == sorted(moves)
        assert moves[-1] < 0
    # Currency follows GDP, and cheaper reserves leave a smaller loss to be paid with new ones.
    assert abs(found["cut_reserves"].value) < 0.05 * abs(found["bought_reserves"].value)


def test_qt_cools(numbers):
    found = numbers["Q19"]
    assert found["reserves_bn"].value < 0 < found["yield_10y"].value
    assert found["output_gap"].value < 0 < found["unemployment_rate"].value
    assert found["inflation_4q"].value < 0


def test_sold_and_bought_are_nearly_opposite_where_reserves_are_plentiful_only(numbers):
    assert 0.95 < value(numbers, "Q23", "plenty_ratio") < 1.05
    assert value(numbers, "Q23", "ratio") > 1.1
    assert value(numbers, "Q23", "sold_output") < value(numbers, "Q23", "plenty_output") < 0
    assert sale().size_bn == scenario("from_now_500bn").size_bn


def test_slow_qt_takes_off_as_much_and_moves_less(numbers):
    found = numbers["Q24"]
    for pace in ("fast", "slow"):
        assert found[f"{pace}_total"].value == pytest.approx(-TRILLION_BN, rel=2e-3)
    assert 0 < found["slow_yield"].value < found["fast_yield"].value
    assert found["fast_output"].value < found["slow_output"].value < 0
    assert found["fast_inflation"].value < found["slow_inflation"].value < 0
    assert found["needed_low"].value < found["needed_middle"].value < found["needed_high"].value


def test_money_circulates_less_often_and_a_cut_hardly_makes_any(numbers):
    found = numbers["Q18"]
    product = (1 + found["money_percent"].value / 100) * (1 + found["velocity"].value / 100)
    assert product == pytest.approx(1 + found["gdp_percent"].value / 100)
    assert abs(found["cut_money"].value) < 0.05 * found["bought_money"].value


def test_opposite_signs_not_a_mirror(numbers):
    found = numbers["Q25"]
    for name in ("yield_10y", "output_gap", "unemployment_rate", "inflation_4q"):
        assert found[f"qe_{name}"].value * found[f"qt_{name}"].value < 0
    assert found["qt_rate"].value < 0
    assert 0 < -found["qt_per_100bn"].value < found["qe_per_100bn"].value


def test_purchases_explain_a_part_of_the_valuation_only(numbers):
    found = numbers["Q27"]
    parts = [found[key] for key in ("purchases", "earnings_recovery", "rest")]
    assert sum(part.value for part in parts) == pytest.approx(found["gap_logs"].value, abs=1e-10)
    assert all(part.low <= part.value <= part.high for part in parts)
    assert 0 < found["purchases"].high < 12 < found["gap_logs"].value
    assert found["gap_logs"].value == pytest.approx(34.2, abs=0.05)
    assert found["before"].value > found["gap_logs"].value > 0 > found["trough"].value
    assert [round(found[key].value) for key in ("average", "january", "december")] == [41, 33, 51]


def test_the_ratio_moves_less_than_the_price(numbers):
    assert 0 < value(numbers, "Q26", "on_ratio") < 0.5 * value(numbers, "Q26", "in_2013")


def test_deposits_change_hands_and_their_total_does_not(numbers):
    found = numbers["Q14"]
    held = sum(found[key].value for key in ("deposits", "households", "firms", "foreigners"))
    assert held == pytest.approx(found["bank_deposits_bn"].value, abs=1e-6)
    assert found["bonds"].value < 0 < found["corporate"].value
    assert found["corporate"].value / found["shares"].value == pytest.approx(4.0)


def test_wealth_is_a_part_of_consumption(numbers):
    found = numbers["Q15"]
    assert 0 < found["by_share_wealth"].value + found["by_house_wealth"].value < found["consumption"].value
    assert 2.5 < found["cents"].value < 4.0


def test_firms_pay_less_too_and_not_by_all_of_it(numbers):
    assert 0 < value(numbers, "Q12", "passed_to_firms") < 1


def test_seattle_just_missed(numbers):
    assert 29 < value(numbers, "Q28", "seattle") < 30 < value(numbers, "Q28", "los_angeles")


def test_twice_the_size_is_twice_the_effect(numbers):
    found = numbers["Q36"]
    assert found["twice_premium"].value == pytest.approx(2 * found["once_premium"].value, rel=0.02)
    assert abs(found["never_premium"].value) > abs(found["once_premium"].value * 100) > abs(found["quick_premium"].value)


def test_the_title_counts_every_row_of_the_scorecard(runs, numbers):
    card = scorecard(runs["fed_2008_2014"])
    keys = ("helped", "too_small", "against", "waiting")
    counted = sum(value(numbers, "Q37", key) for key in keys)
    of_costs = sum(score.effect is not None for score in card.scores if score.measure.side == "cost")
    funds = sum(score.measure.basis == "funds" for score in card.scores)
    assert counted + of_costs + funds == len(card.scores)


def test_variants_change_what_they_say(runs):
    assert cut_at_bound().opening == scenario(LSAP2).opening
    assert {run.scenario.id for run in runs.made} >= {"cut_at_bound", "bills_500bn", "sale_500bn", "trillion_4_quarters"}


def test_a_loan_makes_its_deposit_and_takes_no_reserves(numbers):
    found = numbers["Q04"]
    assert found["lent_loans"].value == found["lent_deposits"].value > 0 == found["lent_reserves"].value


def test_parts_of_bank_loans_add_up_within_their_range(numbers):
    found = numbers["Q04"]
    parts = sum(found[f"loans_{key}"].value for key in ("rates", "demand", "net_worth", "reserves"))
    assert parts == pytest.approx(found["bank_loans_bn"].value, abs=1e-8)
    assert found["loans_low"].value < found["bank_loans_bn"].value < found["loans_high"].value
    assert found["loans_reserves"].value == 0.0


def test_purchases_relieved_stress_and_pressed_harder_under_it(numbers):
    found = numbers["Q06"]
    for year in ("2009", "2020"):
        stress = found[f"stress_{year}"]
        assert stress.without > stress.policy > 1
        assert found[f"flow_stress_{year}"].value == pytest.approx(6 * found[f"flow_{year}"].value)
        assert found[f"flow_{year}"].value < 0 > found[f"spread_{year}"].value


def test_the_two_cities_are_taken_apart_without_remainder(numbers):
    found = numbers["Q28"]
    for city in ("los_angeles", "seattle"):
        parts = sum(found[f"{city}_{key}"].value for key in ("consumer_prices", "purchases", "incomes", "rest"))
        assert parts == pytest.approx(found[f"{city}_total"].value, abs=1e-10)
        assert found[f"{city}_purchases_low"].value < found[f"{city}_purchases"].value < found[f"{city}_purchases_high"].value
        assert found[f"{city}_purchases"].value < 0.5 * found[f"{city}_total"].value
