"""The programmes for which a move of the policy rate is published beside them: purchases of 2010 and 2019, run-off of 2022.

Answers: which programme stands behind "500bn in 2010" or "2,200bn over three years"? Stated here, nothing announced: what
is not in the source (maturities, pace, expected exit) is taken from the catalogue.
"""

from typing import Any

from qelab.core.units import convert
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

RUN_OFF_MONTHS = 36
_LSAP2, _BUY = "fed_2010_lsap2", "from_now_500bn"


def run_off(size_bn: float, months: int = RUN_OFF_MONTHS) -> Scenario:
    """Nothing is sold; maturing principal is not reinvested, evenly over three years from June 2022.

    MBS principal first, the rest maturing Treasuries; afterwards the gap to full reinvestment closes by 2.5 % a
    quarter, as in the catalogue's QT.
    """
    phase = {
        "kind": "run_off", "asset": "securities", "start": "2022-06", "months": months, "cap_bn_per_month": size_bn / months,
    }  # fmt: skip
    announcement = {
        "date": "2022-05-04", "aim": {"en": "a smaller balance sheet", "zh_hant": "縮小資產負債表"},
        "length": {"en": "three years", "zh_hant": "三年"}, "phases": [phase],
        "exit": {"hold_quarters": 0, "then_x_per_quarter": 0.975},
    }  # fmt: skip
    return Scenario.from_mapping(
        {
            "id": f"run_off_{size_bn:.0f}bn",
            "label": {
                "en": f"QT of {size_bn:,.0f}bn over three years, 2022",
                "zh_hant": f"2022 年起三年縮表 {convert(size_bn, 'bn', 'tn'):g} 兆美元",
            },
            "opening": "us_2022q1", "counterfactual": "full_reinvestment",
            "standing": {"agency_principal_into": "agency_mbs"}, "announcements": [announcement], "source": "hypothetical",
        }
    )  # fmt: skip


def purchase_2010() -> Scenario:
    """500bn in November 2010: LSAP2 at that size, at the bound."""
    label = {"en": "QE of 500bn, November 2010", "zh_hant": "2010 年 11 月購買 5,000 億美元"}
    return scenario(_LSAP2).with_(id="purchase_500bn_2010", size_bn=500, label=label)


def purchase_2019() -> Scenario:
    """1,000bn over twelve months from January 2020, with the maturities and the exit of LSAP2, as seen from the end of
    2019."""
    content: dict[str, Any] = scenario(_BUY).to_mapping()
    announcement = content["announcements"][0] | {"date": "2020-01-02"}
    announcement["phases"] = [phase | {"start": "2020-01"} for phase in announcement["phases"]]
    label = {"en": "QE of 1,000bn, January 2020", "zh_hant": "2020 年 1 月購買 1 兆美元"}
    content |= {
        "id": "purchase_1000bn_2019", "label": label, "opening": "us_2019q4", "announcements": [announcement],
        "standing": {"agency_principal_into": "agency_mbs", "source": "agency principal above 20bn a month into agency MBS (FOMC 31 July 2019, recalled)"},
    }  # fmt: skip
    content.pop("description", None)
    return Scenario.from_mapping(content | {"size_bn": 1000})


def published_experiments() -> tuple[Scenario, ...]:
    """The four experiments, purchases first."""
    return (purchase_2010(), purchase_2019(), run_off(2200.0), run_off(2500.0))
