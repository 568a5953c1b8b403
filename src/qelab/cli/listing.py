"""``qelab list``: what there is to run, to run it with, and to start from."""

import tomllib
from typing import Any

from qelab.cli.asked import language
from qelab.cli.inputs import MODELS, OPENINGS, PROGRAMMES
from qelab.cli.options import Json, Lang
from qelab.cli.talk import show, show_document


def list_everything(json: Json = False, lang: Lang = None) -> None:
    """List programmes, macro models and opening states."""
    lang = language(lang)
    from qelab.policy.scenario import Scenario
    from qelab.report.listing import listing_lines

    document: dict[str, Any] = {
        "schema": "qelab.list/1",
        "programmes": [
            _programme(Scenario.from_toml(PROGRAMMES.path(name)), lang) for name in PROGRAMMES.ids()
        ],
        "models": [_model(name) for name in MODELS.ids()],
        "openings": [_opening(name, lang) for name in OPENINGS.ids()],
    }
    if json:
        show_document(document)
    else:
        show(listing_lines(document, lang))


def _programme(scenario: Any, lang: str) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "label": scenario.label.in_language(lang),
        "date": str(scenario.first_date),
        "size_bn": scenario.size_bn,
        "currency": scenario.currency,
        "opening": scenario.opening,
        "counterfactual": scenario.counterfactual.value,
        "hypothetical": scenario.hypothetical,
    }


def _model(name: str) -> dict[str, Any]:
    about = tomllib.loads(MODELS.path(name).with_name("about.toml").read_text("utf-8"))
    return {
        "id": name,
        "title": about["title"],
        "term_premium": about.get("term_premium", "none"),
        "lower_bound": "bound" in about,
    }


def _opening(name: str, lang: str) -> dict[str, Any]:
    content = tomllib.loads(OPENINGS.path(name).read_text("utf-8"))
    title = content["title"]
    return {
        "id": name,
        "title": title["zh_hant"] if lang == "zh-Hant" else title["en"],
        "month": content["month"],
    }
