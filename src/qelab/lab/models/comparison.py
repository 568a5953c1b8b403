"""One programme, all models: what each says, which experiment it ran, and what it cannot answer.

Answers: by how much do models differ? Every model is given the same expected holdings. The spread stands apart from the
bands of one model and is never averaged: a model's answer is its mechanism's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.time import Quarter
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.lab.models.experiment import Experiment
from qelab.lab.result import Result
from qelab.macro.about import About
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
SCHEMA = "qelab.models/1"
OTHER_SIGN = 0.25  # of the largest effect, from which on one of the other sign is shown as well
COMPARED = ("output_gap", "inflation_4q", "policy_rate", "yield_10y", "term_premium_10y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """The effect that is largest in size, with its sign, in the unit of the effect, and its quarter.

    ``last``: in the last quarter of the run, so that it may still be growing.
    """

    value: float
    at: Quarter
    unit: str
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """One model's row. ``result`` is None where it refuses; ``failure`` then says why.

    ``experiment`` is None for the laboratory's own model, which runs both worlds from data.
    """

    model: str
    about: About
    result: Result | None = None
    experiment: Experiment | None = None
    failure: QelabError | None = None

    def peak(self, name: str) -> Peak | None:
        """The largest effect on a series; None where the model does not have it."""
        if self.result is None or name not in self.result.levels:
            return None
        effect = self.result.values(name)
        return self._peak(name, int(np.abs(effect).argmax()))

    def other_peak(self, name: str) -> Peak | None:
        """The largest effect with the other sign, where it is at least a quarter as large; else None."""
        largest = self.peak(name)
        if largest is None or self.result is None:
            return None
        turned = -np.sign(largest.value) * self.result.values(name)
        at = int(turned.argmax())
        return self._peak(name, at) if turned[at] >= OTHER_SIGN * abs(largest.value) > 0 else None

    def _peak(self, name: str, at: int) -> Peak:
        assert self.result is not None
        quarters = self.result.quarters
        value = float(self.result.values(name)[at])
        return Peak(value=value, at=quarters[at], unit=self.result.unit(name), last=at == len(quarters) - 1)

    @property
    def beyond(self) -> Mapping[str, tuple[float, float]]:
        """By variable, X and its limit, % of annual GDP, where the programme moves more than the model is meant for."""
        return {} if self.experiment is None else self.experiment.translation.beyond

    def asked(self, lang: str = "en") -> str:
        """Which experiment was run: the peg and the translation, in one or two sentences."""
        if self.experiment is None:
            return word("models.own", lang)
        held = self.experiment.longest_held
        first = word("models.held", lang, quarters=held, spell=self.experiment.spell) if held else word("models.rule", lang)
        joint = word("list.joint", lang)
        sentences = [first]
        for item in self.experiment.translation.moved:
            for change in dict.fromkeys(item.assets.values()):
                names = [asset for asset, per_x in item.assets.items() if per_x == change]
                labels = joint.join(word(f"asset.{_WORDS[name]}", lang) for name in names)
                sentences.append(
                    word("models.per_x", lang, assets=labels, change=f"{change:.3g}", variable=item.variable)
                )
        if self.beyond:
            size, limit = max(self.beyond.values())
            sentences.append(word("models.beyond", lang, size=f"{size:.2g}", limit=f"{limit:.2g}"))
        return (" " if Language(lang) is Language.ENGLISH else "").join(sentences)


_WORDS = {"treasury": "treasury", "mbs": "agency_mbs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelComparison:
    """All models' answers to one scenario, in the order asked for."""

    scenario: Scenario
    quarters: tuple[Quarter, ...]
    answers: tuple[ModelAnswer, ...]

    def __getitem__(self, model: str) -> ModelAnswer:
        for answer in self.answers:
            if answer.model == model:
                return answer
        raise QelabError("QE101", noun="model", name=model, allowed=tuple(answer.model for answer in self.answers))

    @property
    def answered(self) -> tuple[ModelAnswer, ...]:
        """Models that give numbers."""
        return tuple(answer for answer in self.answers if answer.result is not None)

    def effects(self, name: str) -> Mapping[str, Array]:
        """Effect on a series by model, (quarters,) each, from those that have it."""
        return {
            answer.model: answer.result.values(name)
            for answer in self.answered
            if answer.result is not None and name in answer.result.levels
        }

    def frame(self) -> "pd.DataFrame":
        """Tidy table of all effects: model, date, series, effect, unit."""
        import pandas as pd

        dates = [str(quarter) for quarter in self.quarters]
        columns = ("model", "date", "series", "effect", "unit")
        parts = [
            pd.DataFrame(dict(zip(columns, (answer.model, dates, name, answer.result.values(name), peak.unit), strict=True)))
            for answer in self.answered
            for name in answer.about.series
            if answer.result is not None and (peak := answer.peak(name)) is not None
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)

    def as_document(self, lang: str = "en") -> dict[str, Any]:
        """Plain data for ``--json``, schema ``qelab.models/1``."""
        return {
            "schema": SCHEMA,
            "scenario": self.scenario.to_mapping(),
            "quarters": [str(quarter) for quarter in self.quarters],
            "models": [_document(answer, lang) for answer in self.answers],
            "notes": [word(f"models.{key}", lang) for key in ("peak", "apart", "marked")],
            "disclaimer": word("disclaimer", lang),
        }


def _document(answer: ModelAnswer, lang: str) -> dict[str, Any]:
    result, ran = answer.result, answer.experiment
    names = [] if result is None else [name for name in answer.about.series if name in result.levels]
    return {
        "id": answer.model,
        "title": answer.about.title,
        "source": answer.about.source,
        "answered": result is not None,
        "refusal": None if answer.failure is None else answer.failure.as_json(lang),
        "experiment": answer.about.experiment.text,
        "asked": None if result is None else answer.asked(lang),
        "beyond": {variable: {"size": size, "limit": limit} for variable, (size, limit) in answer.beyond.items()},
        "held_quarters": None if ran is None else ran.longest_held,
        "translation": []
        if ran is None
        else [
            {"variable": item.variable, "asset": asset, "per_x": per_x}
            for item in ran.translation.moved
            for asset, per_x in item.assets.items()
        ],
        "effects": {} if result is None else {name: _effect(answer, result, name, lang) for name in names},
        "cannot_answer": list(answer.about.cannot_answer),
    }


def _effect(answer: ModelAnswer, result: Result, name: str, lang: str) -> dict[str, Any]:
    peak, other = answer.peak(name), answer.other_peak(name)
    assert peak is not None, "the series is in the result"
    return {
        "label": vocabulary_series(name).label(lang),
        "unit": peak.unit,
        "peak": peak.value,
        "peak_at": str(peak.at),
        "other_peak": None if other is None else other.value,
        "other_peak_at": None if other is None else str(other.at),
        "effect": result.values(name).tolist(),
    }
