"""What each part of a scenario adds, and what a single path would say, as a table."""

from typing import TYPE_CHECKING

from qelab.core.words import word
from qelab.report.numbers import number
from qelab.report.text import Table

if TYPE_CHECKING:
    from qelab.lab.result import Result


def variants_table(result: "Result", lang: str) -> Table | None:
    """Largest effects of the scenario and its variants; None where there are none."""
    if not result.variants:
        return None
    rows = tuple(
        (
            word(f"variant.{item.key}", lang),
            number(item.term_premium_bp, "bp", signed=True),
            item.term_premium_at,
            number(item.yield_10y_bp, "bp", signed=True),
            number(item.output_percent, signed=True),
            number(item.unemployment_pp, signed=True),
            item.unemployment_at,
            number(item.inflation_pp, signed=True),
        )
        for item in result.variants
    )
    keys = ("term_premium_bp", "quarter", "yield_10y_bp", "output_percent", "unemployment_pp", "quarter", "inflation_pp")
    header = ("", *(word(f"column.{key}", lang).replace(" (", "\n(").replace("（", "\n（") for key in keys))
    return Table(
        title=word("run.variants", lang), header=header, rows=rows, align="lrlrrrlr",
        notes=(word("variant.notes", lang),),
    )  # fmt: skip
