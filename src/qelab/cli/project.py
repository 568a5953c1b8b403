"""``qelab project``: the central bank's securities lot by lot, 1 to 30 years ahead, for any path of rates."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qelab.cli.asked import chosen, form, language
from qelab.cli.inputs import data_file, is_file_name, read_scenario, scenario_file
from qelab.cli.options import Format, Json, Lang, Plot, ScenarioName, Settings
from qelab.cli.outputs import PLOT_SUFFIXES, checked, reason_of, writing
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, tell_written, width
from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.lab.projection.outcome import Projected
    from qelab.lab.projection.run import Request
    from qelab.policy.scenario import Scenario
    from qelab.portfolio.desk.rules import DeskRules

SALES = ("pro_rata", "shortest", "coupon_at_least", "constant_dv01")
THEN = ("hold", "grow")

Years = Annotated[int, typer.Option("--years", metavar="N", help="Years to project, 1 to 30.")]
Rates = Annotated[
    str | None,
    typer.Option("--rates", metavar="FILE", help="Paths of rates: CSV with month, policy_rate, yield_2y ..."),
]
Paths = Annotated[int, typer.Option("--paths", metavar="N", help="Simulated paths of rates.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", min=0, help="Seed of the paths (1).")]
Holdings = Annotated[
    list[str] | None,
    typer.Option("--holdings", metavar="FILE", help="The New York Fed's list of holdings. May be repeated."),
]
Outstanding = Annotated[
    str | None,
    typer.Option("--outstanding", metavar="FILE", help="The Treasury's statement of debt: sizes of issues."),
]
Sales = Annotated[
    str | None,
    typer.Option(
        "--sales",
        metavar="RULE",
        help="Which lots are sold: pro_rata (the default), shortest, constant_dv01, coupon_at_least=RATE.",
    ),
]
Stop = Annotated[
    float | None,
    typer.Option("--stop", metavar="PCT", help="End run-off when reserves fall below PCT % of GDP."),
]
Then = Annotated[
    str | None,
    typer.Option("--then", metavar="|".join(THEN), help="After the stop: constant par, or bills for growth."),
]


def project(
    scenario: ScenarioName,
    settings: Settings = None,
    years: Years = 10,
    rates: Rates = None,
    paths: Paths = 1,
    seed: Seed = None,
    holdings: Holdings = None,
    outstanding: Outstanding = None,
    sales: Sales = None,
    stop: Stop = None,
    then: Then = None,
    format: Format = "table",
    json: Json = False,
    plot: Plot = None,
    lang: Lang = None,
) -> None:
    """Project the central bank's securities, income and reserves."""
    lang, shape = language(lang), form(format, json)
    _check(rates, paths, seed, holdings, outstanding, stop, then)
    source = scenario_file(scenario)
    files = [data_file(name) for name in (*(holdings or ()), *(one for one in (rates, outstanding) if one))]
    inputs = [*([source] if is_file_name(scenario) else []), *files]
    outputs = checked({"--plot": (plot, PLOT_SUFFIXES)}, inputs)
    rule, coupon = _sales(sales)
    asked = read_scenario(scenario, settings or ())
    if sales is not None and not _sells(asked):
        raise QelabError("QE809", option="--sales", name=asked.id)
    if outputs:
        from qelab.report.project_picture import check_project_fonts

        check_project_fonts(asked, lang)
    from qelab.lab.lab import Lab

    rules = _rules(rule, coupon, stop, then)
    request = _request(years, rates, paths, 1 if seed is None else seed, holdings or [], outstanding, rules)
    with Progress(lang) as progress:
        found = Lab().project(asked, request, progress=progress)
    with writing(outputs) as parts:
        for part in parts.values():
            from qelab.report.project_picture import save_project_picture

            save_project_picture(found, part, lang)
    _print(found, shape, lang)
    tell_written(outputs, lang)


def _check(
    rates: str | None, paths: int, seed: int | None, holdings: list[str] | None, outstanding: str | None,
    stop: float | None, then: str | None,
) -> None:  # fmt: skip
    """Options that need or exclude each other.

    Raises
    ------
    QelabError QE845 : one without the other; QE846 : one or the other; QE803 : unknown choice; QE847 : not a share
    """
    if rates is not None and paths != 1:
        raise QelabError("QE846", option="--rates", name="--paths")
    for option, value, needed, other in (
        ("--outstanding", outstanding, "--holdings", holdings),
        ("--then", then, "--stop", stop),
        ("--seed", seed, "--paths", paths != 1),
    ):
        if value is not None and not other:
            raise QelabError("QE845", option=option, name=needed)
    if then is not None:
        chosen("--then", then, THEN)
    if stop is not None and not 0.0 < stop <= 100.0:
        raise QelabError("QE847", option="--stop", text=f"{stop:g}")


def _sells(scenario: "Scenario") -> bool:
    """Whether Treasuries are sold, by the programme or by what stands at the opening."""
    phases = [
        *scenario.standing.phases,
        *(phase for announcement in scenario.announcements for phase in announcement.phases),
    ]
    return any(phase.kind in ("sell", "reduce") and phase.asset == "treasury" for phase in phases)


def _sales(text: str | None) -> tuple[str, float]:
    """The rule of sales, and the coupon of one of them.

    Raises
    ------
    QelabError QE803 : unknown rule; QE848 : a coupon missing, superfluous or no number
    """
    if text is None:
        return SALES[0], 0.0
    name, sign, amount = text.partition("=")
    rule = chosen("--sales", name, SALES)
    if bool(sign) != (rule == "coupon_at_least"):
        raise QelabError("QE848", option="--sales", text=text)
    try:
        coupon = float(amount) if sign else 0.0
    except ValueError:
        coupon = math.nan
    if not math.isfinite(coupon):
        raise QelabError("QE848", option="--sales", text=text)
    return rule, coupon


def _rules(sales: str, coupon: float, stop: float | None, then: str | None) -> "DeskRules":
    from qelab.portfolio.desk.rules import AfterStop, DeskRules, SaleRule, StopRule

    ends = None if stop is None else StopRule(ample_pct_gdp=stop, then=AfterStop(then or "hold"))
    return DeskRules(sales=SaleRule(sales), sale_coupon=coupon, stop=ends)


def _request(
    years: int, rates: str | None, paths: int, seed: int, holdings: list[str], outstanding: str | None, rules: "DeskRules"
) -> "Request":  # fmt: skip
    from qelab.data.sources.debt_office import read_outstanding
    from qelab.data.sources.soma import joined, read_soma
    from qelab.lab.projection.rate_file import read_rates
    from qelab.lab.projection.run import Request

    names = [Path(name).name for name in holdings]
    return Request(
        years=years,
        rates=None if rates is None else read_rates(_content(rates), Path(rates).name),
        rates_name="" if rates is None else Path(rates).name,
        paths=paths,
        seed=seed,
        holdings=joined([read_soma(_content(name), Path(name).name) for name in holdings])
        if holdings
        else None,
        holdings_names=names,
        debt=None if outstanding is None else read_outstanding(_content(outstanding), Path(outstanding).name),
        rules=rules,
    )


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:  # a file that may not be read
        raise QelabError("QE843", where=name, reason=reason_of(error)) from None


def _print(found: "Projected", shape: str, lang: str) -> None:
    from qelab.report.project import project_lines, project_rows

    if shape == "json":
        show_document(found.as_document(lang))
    elif shape == "csv":
        show(project_rows(found))
    else:
        show(project_lines(found, lang, width()))
