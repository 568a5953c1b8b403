"""A macro model as text: what it says of itself in its ``about.toml``, quoted in the language in which it is written."""

from typing import Any

from qelab.core.vocabulary import vocabulary
from qelab.core.words import word
from qelab.macro.about import About
from qelab.report.text import bullets, pairs


def model_lines(name: str, about: About, lang: str, width: int) -> list[str]:
    """Title, source, experiment, limits, deviations and public series of a model."""
    head = [("id", name), ("term_premium", word(f"door.{about.term_premium}", lang))]
    head += [("lower_bound", word("yes" if about.bound else "no", lang))]
    head += [("public_series", word("list.joint", lang).join(_label(key, lang) for key in about.series))]
    quoted = [("title_quoted", about.title), ("source", about.source), ("experiment", about.experiment)]
    rows = [(word(f"column.{key}", lang), text) for key, text in (*head, *quoted) if text]
    lines = [f"# {word('show.model', lang, id=name)}", *pairs(rows, width)]
    for key, texts in (("cannot_answer", about.cannot_answer), ("deviations", about.deviations)):
        if texts:
            lines += ["", f"# {word(f'show.{key}', lang)}", *bullets(texts, width)]
    return lines


def model_document(name: str, about: About) -> dict[str, Any]:
    """What a model says of itself as plain data."""
    return {
        "schema": "qelab.model/1",
        "id": name,
        "title": about.title,
        "source": about.source,
        "experiment": about.experiment,
        "units": about.units,
        "term_premium": about.term_premium,
        "lower_bound": about.bound is not None,
        "series": list(about.series),
        "cannot_answer": list(about.cannot_answer),
        "deviations": list(about.deviations),
    }


def _label(name: str, lang: str) -> str:
    return vocabulary()[name].label(lang) if name in vocabulary() else name
