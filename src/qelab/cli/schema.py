"""``qelab schema``: what may stand in a scenario, as JSON Schema."""

from qelab.cli.asked import language
from qelab.cli.options import Json, Lang
from qelab.cli.talk import show_document


def schema(json: Json = True, lang: Lang = None) -> None:  # noqa: ARG001  (it never prints anything else)
    """Print the JSON Schema of a scenario (always JSON)."""
    language(lang)
    from qelab.policy.scenario import Scenario

    show_document({"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema()})
