"""Step 5, the costs: scores, valuations, wealth groups, emerging economies, the central bank's income."""

from typing import TYPE_CHECKING

from qelab.report.html.emerging import emerging_section
from qelab.report.html.households import households_section
from qelab.report.html.income import income_section
from qelab.report.html.markup import Html, joined
from qelab.report.html.scorecard import costs_table, waiting_list
from qelab.report.html.valuation import valuation_section

if TYPE_CHECKING:
    from qelab.lab.result import Result


def costs(result: "Result") -> Html:
    """What the programme costs, and whom, as far as it is computed."""
    sections = (valuation_section, households_section, emerging_section, income_section)
    return joined([costs_table(result), *(make(result) for make in sections), waiting_list(result)])
