"""Claims about what purchases did to valuations: the cyclically adjusted ratio of 2013."""

from qelab.lab import valuation_2013
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs

PROGRAMMES = "fed_2008_2014"


def purchases(runs: Runs) -> float:
    """Purchases of 2008-14 with and without: mean effect in 2013 on the logarithm of real share prices over ten years' mean of
    real earnings, which follow output with an elasticity of 2.5."""
    return valuation_2013.effect_in_logs(runs.result(PROGRAMMES), "cape_ratio")


def purchases_on_prices(runs: Runs) -> float:
    """The same on the logarithm of real share prices alone, the model's own equation solved forward in both worlds."""
    return valuation_2013.effect_in_logs(runs.result(PROGRAMMES), "equity_price_index")


ANSWERS = {"M03": Answer(purchases, purchases_on_prices)}
