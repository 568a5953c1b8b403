"""``qelab accounts``: the purchase of a programme's size from a bank and from a non-bank, as T-accounts."""

from qelab.cli.asked import language
from qelab.cli.inputs import read_scenario
from qelab.cli.options import Json, Lang, ScenarioName, Settings
from qelab.cli.talk import show, show_document, width


def accounts(
    scenario: ScenarioName, settings: Settings = None, json: Json = False, lang: Lang = None
) -> None:
    """Show the purchase as T-accounts, from a bank and a non-bank."""
    lang = language(lang)
    asked = read_scenario(scenario, settings or ())
    from qelab.report.accounts import accounts_document, accounts_lines

    if json:
        show_document(accounts_document(asked, lang))
    else:
        show(accounts_lines(asked, lang, width()))
