"""Tools set beside a programme: the same size means the same, the same output agrees, refusals are rows with reasons."""

import numpy as np
import pytest

from qelab.cli.asked import LONGEST_HELD, SAME, TOOLS
from qelab.core.errors import QelabError
from qelab.lab.equivalence.comparison import AGREEMENT
from qelab.lab.equivalence.documents import reason_text, tool_effects, tools_document, tools_frame
from qelab.lab.equivalence.rate_cut import LONGEST
from qelab.lab.equivalence.tools import Base, Same, Tool, last_guided_month
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Counterfactual
from qelab.report.equivalence import tools_lines

BUY, QT, LSAP2 = "from_now_500bn", "from_now_qt60", "fed_2010_lsap2"


@pytest.fixture(scope="module")
def small():
    """Purchases of 100bn from now, over a short run."""
    return scenario(BUY).with_(size_bn=100, horizon_quarters=20)


@pytest.fixture(scope="module")
def same_output(lab, small):
    return lab.compare_tools(small)


@pytest.fixture(scope="module")
def bound(lab):
    """LSAP2 at a third of its size, beside what can be done at the bound."""
    return lab.compare_tools(scenario(LSAP2).with_(size_bn=200, horizon_quarters=20), tools=(Tool.PURCHASES, Tool.RATE, Tool.GUIDANCE))


def test_the_command_line_knows_the_same_words():
    assert tuple(tool.value for tool in Tool) == TOOLS
    assert {same.value for same in Same} == set(SAME)
    assert LONGEST_HELD == LONGEST


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "fed_2011_mep", "fed_2022_qt2", "rate_cut", "fed_2008_2014"])
def test_programmes_that_have_no_single_tool_are_refused(name):
    with pytest.raises(QelabError) as refused:
        Base.of(scenario(name))
    assert refused.value.code == "QE892"


@pytest.mark.parametrize(("name", "size", "months", "tool"), [(BUY, 500, 12, Tool.PURCHASES), (QT, 1440, 24, Tool.RUN_OFF)])
def test_what_a_programme_is(name, size, months, tool):
    base = Base.of(scenario(name))
    assert (base.size_bn, base.months, base.tool) == (size, months, tool)
    assert base.as_tool(tool, size) == scenario(name)


@pytest.mark.parametrize("name", [BUY, QT, LSAP2])
@pytest.mark.parametrize("tool", [Tool.PURCHASES, Tool.SALES, Tool.RUN_OFF])
def test_another_use_of_the_balance_sheet_has_the_size_the_months_and_the_exit(name, tool):
    base = Base.of(scenario(name))
    for size in (base.size_bn, 50.0):
        made = base.as_tool(tool, size)
        (announcement,) = made.announcements
        assert made.announced_total_bn == pytest.approx(size)
        assert announcement.date == base.announcement.date
        assert announcement.exit == base.announcement.exit
        assert {phase.start for phase in announcement.phases} == {base.start}
        ends = [phase.end for phase in announcement.phases if phase.end is not None]
        assert max(end - base.start for end in ends) == base.months - 1
        run_off = made.counterfactual is Counterfactual.FULL_REINVESTMENT
        assert run_off == (tool is Tool.RUN_OFF)


def test_guidance_covers_whole_quarters():
    start = scenario(BUY).announcements[0].phases[0].start
    assert str(last_guided_month(start, 1)) == "2026-09"
    assert str(last_guided_month(start, 4)) == "2027-06"


def test_outputs_agree_with_the_sign_of_the_tool(same_output):
    wanted = same_output.row(Tool.PURCHASES).output
    assert wanted > 0
    for tool, sign in ((Tool.SALES, -1), (Tool.RUN_OFF, -1), (Tool.RATE, 1)):
        assert same_output.row(tool).output == pytest.approx(sign * wanted, rel=1.5 * AGREEMENT)


def test_each_bends_its_own_end_of_the_curve(same_output):
    found = {tool: {item.name: item.value for item in tool_effects(same_output.row(tool).result)} for tool in (Tool.PURCHASES, Tool.RATE)}
    cut, bought = found[Tool.RATE], found[Tool.PURCHASES]
    assert cut["yield_2y"] < cut["yield_5y"] < cut["yield_10y"] < cut["yield_30y"] < 0
    assert bought["yield_30y"] < bought["yield_10y"] < bought["yield_5y"] < bought["yield_2y"]
    assert cut["term_premium_10y"] == pytest.approx(0, abs=1e-3)
    assert bought["reserves_bn"] > 10 * abs(cut["reserves_bn"])


def test_run_off_takes_more_dollars_than_sales_of_longer_securities(same_output):
    assert same_output.row(Tool.RUN_OFF).amount > same_output.row(Tool.SALES).amount


def test_guidance_off_the_bound_is_a_reason_in_words(same_output):
    row = same_output.row(Tool.GUIDANCE)
    assert row.result is None
    assert row.reason is not None
    assert row.reason[0] == "tools.off_bound"
    assert "4.0" in reason_text(row, "en")
    assert reason_text(row, "zh-Hant") != reason_text(row, "en")


def test_the_same_size_is_the_same_size(lab, small):
    found = lab.compare_tools(small, same=Same.SIZE, tools=(Tool.PURCHASES, Tool.SALES, Tool.RATE))
    assert [found.row(tool).amount for tool in (Tool.PURCHASES, Tool.SALES)] == [100, 100]
    assert abs(found.row(Tool.SALES).output) > found.row(Tool.PURCHASES).output  # reserves are scarce in 2026
    assert found.row(Tool.RATE).output == pytest.approx(found.row(Tool.PURCHASES).output, rel=1.5 * AGREEMENT)


def test_at_the_bound_the_rate_has_no_room_and_a_promise_does_it(bound):
    rate, promise = bound.row(Tool.RATE), bound.row(Tool.GUIDANCE)
    if rate.result is None:
        assert rate.reason is not None
        assert 0 <= rate.reason[1]["share"] < 1
    assert promise.output == pytest.approx(bound.row(Tool.PURCHASES).output, rel=1.5 * AGREEMENT)
    assert 0 < promise.amount <= 1
    assert promise.scenario is not None
    assert promise.scenario.announcements[0].guidance is not None


def test_a_promise_cannot_tighten_and_a_rise_can(lab):
    found = lab.compare_tools(scenario(QT).with_(size_bn=120), tools=(Tool.RUN_OFF, Tool.RATE, Tool.GUIDANCE))
    assert found.row(Tool.GUIDANCE).reason == ("tools.no_promise_to_tighten", {})
    assert found.row(Tool.RATE).amount < 0  # a negative cut
    assert found.row(Tool.RATE).output == pytest.approx(found.row(Tool.RUN_OFF).output, rel=1.5 * AGREEMENT)


def test_what_is_not_held_cannot_be_sold_and_what_does_not_mature_cannot_run_off(lab):
    found = lab.compare_tools(scenario(LSAP2), tools=(Tool.SALES, Tool.RUN_OFF))
    codes = [row.failure.code for row in found.rows if row.failure is not None]
    assert codes == ["QE303", "QE893"]
    assert all("QE" in reason_text(row, "zh-Hant") for row in found.rows)


def test_an_impossible_programme_is_no_row_but_an_error(lab):
    with pytest.raises(QelabError) as refused:
        lab.compare_tools(scenario(BUY).with_(size_bn=900_000), tools=(Tool.PURCHASES,))
    assert refused.value.exit_code in (3, 4)


def test_as_data_and_as_text(same_output):
    document = tools_document(same_output)
    assert document["schema"] == "qelab.tools/1"
    assert [tool["tool"] for tool in document["tools"]] == list(TOOLS)
    left_out = document["tools"][-1]
    assert left_out["effects"] == {}
    assert left_out["reason"]["key"] == "tools.off_bound"
    frame = tools_frame(same_output)
    assert set(frame["tool"]) == {"purchases", "sales", "run_off", "rate"}
    assert np.isfinite(frame["value"]).all()
    for lang in ("en", "zh-Hant"):
        lines = tools_lines(same_output, lang, 100)
        assert not any("{" in line for line in lines)
        assert any("12" in line for line in lines)  # the counted quarters stand in it
