"""Why a series moved: channels that sum to the effect, the source of each, and what the model cannot say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.members import members, place
from qelab.core.time import Quarter
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import has_word, word
from qelab.lab.economies import NO_MODEL
from qelab.lab.result_parts import MOMENT
from qelab.macro.about import About, read_about
from qelab.macro.catalogue import models

if TYPE_CHECKING:
    from qelab.lab.result import Result

# Identity of the model: effect on output = sum of weight times effect on the component.
OUTPUT_WEIGHTS = {
    "consumption": "omega_c",
    "business_investment": "omega_ib",
    "residential_investment": "omega_h",
    "net_exports_pct_gdp": "",
    "other_demand_pct_gdp": "",
}

# Net income of the central bank = the sum of these, costs negative.
INCOME_CHANNELS = (
    "interest_on_securities", "realised_gains", "interest_on_reserves", "interest_on_reverse_repo", "other_income",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One part of an effect, in the effect's unit."""

    key: str
    value: float

    def label(self, lang: str = "en") -> str:
        """Name of the channel."""
        return word(f"channel.{self.key}", lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Channels of one effect in one quarter; they sum to ``total`` to 1e-10."""

    series: str
    at: Quarter
    unit: str
    rows: tuple[Channel, ...]
    total: float
    source: str
    model_limits: tuple[str, ...]
    split: bool = True

    def __str__(self) -> str:
        lines = [f"{self.series} in {self.at}: {self.total:+.4f} {self.unit}"]
        lines += [f"  {row.label()}: {row.value:+.4f}" for row in self.rows]
        return "\n".join([*lines, f"  source: {self.source}"])

    def text(self, lang: str = "en") -> str:
        """What the numbers mean."""
        name = self.series.partition(":")[0]
        kind = "yield" if name.startswith(("yield_", "term_")) else name
        whole = "explain.parts" if len(self.rows) > 1 else "explain.other"
        key = f"explain.{kind}" if self.split and has_word(f"explain.{kind}") else whole
        return word(key, lang, series=label_of(self.series, lang))

    def limits(self, lang: str = "en") -> list[str]:
        """What this answer does not contain."""
        return [word(key, lang) for key in self.model_limits]


_OF_MONEY = {
    "monetary_base_bn": ("reserves_bn", "currency_bn"),
    "broad_money_bn": ("bank_deposits_bn", "currency_bn", "overnight_reverse_repo_bn"),
}


def explain(result: "Result", name: str, at: str | None = None) -> Explanation:
    """Split the effect on a series in a quarter (default: where it is largest).

    Raises
    ------
    QelabError QE102 : not a series of the result; QE706 : not a quarter of the result
    """
    effect = result.values(name)
    position = int(np.nan_to_num(np.abs(effect)).argmax()) if at is None else result.place(at)
    rows = tuple(
        Channel(key=key, value=float(values[position])) for key, values in channels(result, name).items()
    )
    return Explanation(
        series=name,
        at=result.quarters[position],
        unit=result.unit(name),
        rows=rows,
        total=float(effect[position]),
        source=source_of(result, name),
        model_limits=_limits(result, name.partition(":")[0]),
        split=not _of_another_model(result, name),
    )


def label_of(name: str, lang: str = "en") -> str:
    """Label of a series, or of one member's."""
    series, _, member = name.partition(":")
    row = vocabulary_series(series)
    if not member:
        return row.label(lang)
    return word("explain.member", lang, series=row.label(lang), member=members(row.dimension)[place(row.dimension, member)].label(lang))


def _limits(result: "Result", name: str) -> tuple[str, ...]:
    own = (f"limit.{name}",) if has_word(f"limit.{name}") else ()
    if result.model == NO_MODEL:
        return (*own, "note.no_economy", "limit.seller")
    return (*own, "limit.seller", *(("limit.range",) if result.draws is None else ()))


def _of_another_model(result: "Result", name: str) -> bool:
    """Whether an effect comes from a model whose effects are not split into channels."""
    return result.model != NO_MODEL and MOMENT in result.channels and name.partition(":")[0] in _about(result).series


def _about(result: "Result") -> About:
    return read_about(models.path(result.model).with_name("about.toml"))


def source_of(result: "Result", name: str) -> str:
    """Where the effect on a series comes from: its row of the vocabulary, or the paper of another model."""
    return _about(result).source if _of_another_model(result, name) else vocabulary_series(name.partition(":")[0]).source


def channels(result: "Result", name: str) -> dict[str, np.ndarray]:
    """Parts of the effect on a series, or on a member's, (quarters,) each; the whole where it is not split."""
    effect = result.values(name)
    if _of_another_model(result, name):
        return {"whole": effect}
    parts = {key.removeprefix(f"{name}."): values for key, values in result.channels.items() if key.startswith(f"{name}.")}
    if parts:
        return {key: values for key, values in parts.items() if np.any(values)} or parts
    if name == "output_gap":
        weights = dict(zip(OUTPUT_WEIGHTS, result.channels["output_weights"], strict=True))
        return {key: weight * result.values(key) for key, weight in weights.items()}
    if name == "net_income_bn_per_quarter":
        return {key: result.channels[f"income.{key}"] for key in INCOME_CHANNELS}
    if name in _OF_MONEY:
        return {part: result.values(part) for part in _OF_MONEY[name] if part in result.names}
    return {"whole": effect}
