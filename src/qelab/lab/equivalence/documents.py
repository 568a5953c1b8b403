"""Equivalent moves and compared tools as plain data and as tables for other programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qelab.core.units import convert
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.data.rate_equivalents import Published, equivalents
from qelab.lab.economies import counterfactual_text
from qelab.lab.equivalence.comparison import Row, ToolComparison
from qelab.lab.equivalence.rate_cut import BEYOND, Equivalence
from qelab.lab.moment import largest
from qelab.lab.result import Result
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

ANNOUNCEMENT, PEAK = "announcement", "peak"
MEASURES = (
    *((f"yield_{years}y", ANNOUNCEMENT) for years in (2, 5, 10, 30)), ("term_premium_10y", ANNOUNCEMENT),
    *((name, PEAK) for name in ("policy_rate", "output_gap", "unemployment_rate", "inflation_4q", "reserves_bn",
                                "broad_money_bn", "equity_price_index", "house_price_index")),
)  # fmt: skip


class Effect(NamedTuple):
    """One effect of a tool: prices that are indices in per cent of their level without it."""

    name: str
    kind: str
    value: float
    unit: str
    at: str


def tool_effects(result: Result) -> tuple[Effect, ...]:
    """Yields in the quarter of the announcement, the rest where it is largest."""
    announced = result.main_announcement() - result.quarters[0]
    found = []
    for name, kind in MEASURES:
        if name not in result.levels:
            continue
        moved, unit = result.values(name), result.unit(name)
        if vocabulary_series(name).kind == "index":
            without, policy = result.levels[name]
            moved, unit = convert(policy / without - 1.0, "decimal", "percent"), "percent"
        place = announced if kind == ANNOUNCEMENT else largest(moved, announced)
        found.append(Effect(name, kind, float(moved[place]), unit, str(result.quarters[place])))
    return tuple(found)


def published_beside(scenario: Scenario) -> tuple[Published, ...]:
    """Published moves for programmes of the same kind: purchases, or sales and run-off."""
    buys = any(phase.kind.value == "purchase" for item in scenario.announcements for phase in item.phases)
    return tuple(item for item in equivalents() if ((item.size_bn or 0.0) > 0) == buys)


def equivalence_document(found: Sequence[Equivalence], lang: str = "en") -> dict[str, Any]:
    """Programmes with their equivalent moves, schema ``qelab.equivalent/1``."""
    return {
        "schema": "qelab.equivalent/1",
        "beyond_quarters": BEYOND,
        "programmes": [_programme(one, lang) for one in found],
        "notes": [word(f"equivalent.{key}", lang, beyond=BEYOND) for key in NOTES],
        "disclaimer": word("disclaimer", lang),
    }


NOTES = ("what", "yield", "bound", "longer")


def _programme(one: Equivalence, lang: str) -> dict[str, Any]:
    return {
        "scenario": one.scenario.to_mapping(),
        "counterfactual": counterfactual_text(one.scenario, lang),
        "at": str(one.at),
        "term_premium_bp": one.term_premium_bp,
        "moves": [
            {
                "quarters": row.quarters, "counted_quarters": row.counted_quarters, "move_bp": row.move_bp,
                "by_yield_bp": row.by_yield_bp, "output": row.output, "output_per_point": row.output_per_point,
                "yield_per_point_bp": row.yield_per_point_bp, "room_bp": row.room_bp,
                "with_bound_bp": row.with_bound_bp, "most_share": row.most_share,
            }
            for row in one.rows
        ],
        "by_published": [
            {"study": item.study, "about": item.about(lang), "low_bp": low, "high_bp": high, "source": str(item.source)}
            for item, low, high in one.by_published()
        ],
        "published": [
            {
                "study": item.study, "about": item.about(lang), "measure": item.measure, "size_bn": item.size_bn,
                "low_bp": item.low, "high_bp": item.high, "source": str(item.source), "address": item.source.address,
            }
            for item in published_beside(one.scenario)
        ],
    }  # fmt: skip


def equivalence_frame(found: Sequence[Equivalence]) -> "pd.DataFrame":
    """One row a programme and horizon."""
    import pandas as pd

    columns = (
        "scenario", "at", "quarters", "counted_quarters", "move_bp", "by_yield_bp", "room_bp", "with_bound_bp", "output",
        "term_premium_bp",
    )  # fmt: skip
    rows = [
        (
            one.scenario.id, str(one.at), row.quarters, row.counted_quarters, row.move_bp, row.by_yield_bp, row.room_bp,
            np.nan if row.with_bound_bp is None else row.with_bound_bp, row.output, one.term_premium_bp,
        )
        for one in found
        for row in one.rows
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))


def tools_document(compared: ToolComparison, lang: str = "en") -> dict[str, Any]:
    """Tools beside a programme, schema ``qelab.tools/1``."""
    return {
        "schema": "qelab.tools/1",
        "scenario": compared.base.scenario.to_mapping(),
        "same": compared.same.value,
        "held_quarters": compared.held_quarters,
        "counted_quarters": compared.counted_quarters,
        "tools": [_tool(row, lang) for row in compared.rows],
        "disclaimer": word("disclaimer", lang),
    }


def _tool(row: Row, lang: str) -> dict[str, Any]:
    effects = () if row.result is None else tool_effects(row.result)
    return {
        "tool": row.tool.value,
        "label": word(f"tool.{row.tool.value}", lang),
        "scenario": None if row.scenario is None else row.scenario.to_mapping(),
        "amount": row.amount if row.result is not None else None,
        "output": row.output if row.result is not None else None,
        "effects": {item.name: {"value": item.value, "unit": item.unit, "kind": item.kind, "at": item.at} for item in effects},
        "reason": None if row.reason is None else {"key": row.reason[0], "text": reason_text(row, lang), **row.reason[1]},
        "refusal": None if row.failure is None else row.failure.as_json(lang),
    }


def reason_text(row: Row, lang: str) -> str:
    """Why a tool cannot be brought to the same, in words; empty where it can."""
    if row.failure is not None:
        return f"{row.failure.code}: {row.failure.message(lang)}"
    if row.reason is None:
        return ""
    key, given = row.reason
    texts = {name: f"{convert(value, 'decimal', 'percent'):.0f}" if name == "share" else _short(value) for name, value in given.items()}
    return word(key, lang, **texts)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def tools_frame(compared: ToolComparison) -> "pd.DataFrame":
    """One row a tool and effect."""
    import pandas as pd

    columns = ("tool", "amount", "output", "series", "kind", "value", "unit", "at")
    rows = [
        (row.tool.value, row.amount, row.output, item.name, item.kind, item.value, item.unit, item.at)
        for row in compared.rows
        if row.result is not None
        for item in tool_effects(row.result)
    ]
    return pd.DataFrame(rows, columns=list(columns))
