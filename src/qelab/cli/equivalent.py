"""``qelab equivalent``: the move of the policy rate that would do what a programme does, for stated horizons."""

from typing import Annotated

import typer

from qelab.cli.asked import form, horizons, language
from qelab.cli.inputs import check_economy, read_assumptions, read_scenario, scenario_file
from qelab.cli.options import Assume, Format, Json, Lang, Settings, complete_programme
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError


def equivalent(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...",
            help="Catalogue ids or TOML files; without any, the programmes for which such numbers are published.",
            autocompletion=complete_programme,
        ),
    ] = None,
    quarters: Annotated[
        str, typer.Option("--quarters", metavar="K,K...", help="Quarters for which the policy rate is held.")
    ] = "8,12,24",
    settings: Settings = None,
    assume: Assume = None,
    format: Format = "table",
    json: Json = False,
    lang: Lang = None,
) -> None:
    """The policy rate held for K quarters with the output of a programme, and with its effect on the ten-year yield."""
    lang, shape, held = language(lang), form(format, json), horizons(quarters)
    for name in scenarios or ():
        scenario_file(name)
    if settings and not scenarios:
        raise QelabError("QE845", option="--set", name="SCENARIO")
    asked = [read_scenario(name, settings or ()) for name in scenarios or ()]
    for one in asked:
        check_economy(one, others={"equivalent": True})
    assumed = read_assumptions(assume or ())
    from qelab.lab.equivalence.documents import equivalence_document, equivalence_frame
    from qelab.lab.equivalence.experiments import published_experiments
    from qelab.lab.equivalence.rate_cut import check_programme
    from qelab.lab.lab import Lab
    from qelab.report.equivalence import equivalence_lines

    for one in asked:
        check_programme(one)
    lab = Lab(settings=assumed)
    with Progress(lang) as progress:
        found = [lab.equivalent_rate_cut(one, held, progress) for one in asked or published_experiments()]
    if shape == "json":
        show_document(equivalence_document(found, lang))
    elif shape == "csv":
        show(equivalence_frame(found).to_csv(index=False, lineterminator="\n").splitlines())
    else:
        show(equivalence_lines(found, lang, width(), settings or ()))
