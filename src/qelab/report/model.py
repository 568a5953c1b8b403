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
    quoted = [("title_quoted", about.title), ("source", about.source), ("experiment", about.experiment.text)]
    quoted += [("frontier", about.experiment.frontier)]
    quoted += [(f"purchase.{asset}", table.text or table.variable) for asset, table in about.purchase.items()]
    longest = about.experiment.longest_peg_quarters
    head += [("longest_peg", "" if longest is None else str(longest))]
    rows = [(word(f"column.{key}", lang), text) for key, text in (*head, *quoted) if text]
    lines = [f"# {word('show.model', lang, id=name)}", *pairs(rows, width)]
    for key, texts in (("cannot_answer", about.cannot_answer), ("deviations", about.deviations), ("errata", about.errata)):
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
        "experiment": about.experiment.text,
        "longest_peg_quarters": about.experiment.longest_peg_quarters,
        "frontier": about.experiment.frontier,
        "purchase": {
            asset: {"variable": item.variable, "shock": item.shock, "per_x": item.per_x, "text": item.text}
            for asset, item in about.purchase.items()
        },
        "units": about.units,
        "term_premium": about.term_premium,
        "lower_bound": about.bound is not None,
        "series": list(about.series),
        "cannot_answer": list(about.cannot_answer),
        "deviations": list(about.deviations),
        "errata": list(about.errata),
    }


def _label(name: str, lang: str) -> str:
    return vocabulary()[name].label(lang) if name in vocabulary() else name
