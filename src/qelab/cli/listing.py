"""``qelab list``: what there is to run, to run it with, and to start from; published elasticities on request."""

import tomllib
from typing import Annotated, Any

import typer

from qelab.cli.asked import language
from qelab.cli.inputs import MODELS, OPENINGS, PROGRAMMES
from qelab.cli.options import Json, Lang
from qelab.cli.talk import show, show_document
from qelab.core.errors import QelabError
from qelab.core.language import Language

KINDS = ("programmes", "models", "openings")
ELASTICITIES = "elasticities"


def list_everything(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="Only programmes, models or openings; or elasticities of the term premium.",
        ),
    ] = "",
    json: Json = False,
    lang: Lang = None,
) -> None:  # fmt: skip
    """List programmes, macro models and opening states; or published elasticities."""
    lang = language(lang)
    if kind and kind not in (*KINDS, ELASTICITIES):
        raise QelabError("QE101", noun="list", name=kind, allowed=(*KINDS, ELASTICITIES))
    from qelab.report.listing import listing_lines

    kinds = (kind,) if kind else KINDS
    document: dict[str, Any] = {"schema": "qelab.list/1"} | {name: _rows(name, lang) for name in kinds}
    if json:
        show_document(document)
    else:
        show(listing_lines(document, lang))


def _rows(kind: str, lang: str) -> list[dict[str, Any]]:
    if kind == "models":
        return [_model(name) for name in MODELS.ids()]
    if kind == "openings":
        return [_opening(name, lang) for name in OPENINGS.ids()]
    if kind == "programmes":
        from qelab.policy.scenario import Scenario

        return [_programme(Scenario.from_toml(PROGRAMMES.path(name)), lang) for name in PROGRAMMES.ids()]
    from qelab.rates.elasticities import estimates

    return [_elasticity(row, lang) for row in estimates().values()]


def _elasticity(row: Any, lang: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "study": row.study,
        "measured": row.measured[Language(lang).column],
        "effect_bp": row.effect_bp,
        "ten_year_equivalents_pct_gdp": row.pct_gdp,
        "expected_exit": row.exit or None,
        "elasticity": row.lambda0(),
        "status": row.source.status.value,
        "source": row.source.text,
        "conversion": row.conversion,
    }


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
