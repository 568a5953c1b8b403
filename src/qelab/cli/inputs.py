"""What a command reads: scenarios by id or file with ``--set``, models, stored results.

Ids are looked up here without loading the layers that own them: a misspelt name, and shell completion, must
not wait for NumPy. A test compares these lists with those of the owners.
"""

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qelab
from qelab.core.errors import QelabError
from qelab.core.registry import Registry

if TYPE_CHECKING:
    from qelab.lab.result import Result
    from qelab.lab.settings import Settings
    from qelab.policy.scenario import Scenario

_PACKAGE = Path(qelab.__file__).parent
PROGRAMMES = Registry("programme", _PACKAGE / "policy" / "catalogue", "{id}.toml")
MODELS = Registry("model", _PACKAGE / "macro" / "models", "{id}/{id}.mod")
OPENINGS = Registry("opening", _PACKAGE / "data" / "openings", "{id}.toml")
REPLAYS = Registry("replay", _PACKAGE / "lab" / "replay" / "catalogue", "{id}.toml")

RESULT_SUFFIX = ".nc"
CHOSEN = "chosen"  # the laboratory's own elasticity; the default of --elasticity
OWN_MODEL = "us_core"  # of the laboratory; the default of --model
_LARGEST_SCENARIO = 1_000_000
_LARGEST_RESULT = 1_000_000_000
_LARGEST_DATA = 100_000_000


def is_file_name(name: str) -> bool:
    """Whether a name is meant as a file and not as an id."""
    return name.endswith(".toml") or "/" in name or "\\" in name or _exists(Path(name))


def is_result_name(name: str) -> bool:
    """Whether a name is meant as a stored result."""
    return name.lower().endswith(RESULT_SUFFIX)


def scenario_file(name: str) -> Path:
    """The file of a scenario, by id or path.

    Raises
    ------
    QelabError QE101 : unknown id; QE230, QE821, QE822 : no file, not an ordinary one, too large
    """
    if not is_file_name(name):
        return PROGRAMMES.path(name)
    path = Path(name)
    _check_file(path, name, _LARGEST_SCENARIO)
    return path


def read_scenario(name: str, settings: Sequence[str] = ()) -> "Scenario":
    """A scenario with its ``--set`` changes.

    Raises
    ------
    QelabError as ``scenario_file``; QE224 : not key=value; QE2xx : not a scenario
    """
    for setting in settings:
        key, sign, _ = setting.partition("=")
        if not sign or not key.strip():
            raise QelabError("QE224", where="--set", text=setting)
    path = scenario_file(name)
    from qelab.policy.catalogue import parse_setting
    from qelab.policy.scenario import Scenario

    scenario = Scenario.from_toml(path)
    if not settings:
        return scenario
    changes: dict[str, Any] = dict(parse_setting(setting) for setting in settings)
    try:
        return scenario.with_(**changes)
    except QelabError as error:
        where = error.where or "--set"
        raise QelabError(error.code, path=error.path, where=where, **error.params) from None


def read_assumptions(changes: Sequence[str] = (), elasticity: str = CHOSEN) -> "Settings":
    """The laboratory's numbers with the elasticity of ``--elasticity`` and then the changes of ``--assume``.

    Raises
    ------
    QelabError QE224 : not name=value; QE101 : no such assumption or elasticity; QE890 : not a number
    """
    from qelab.lab.assumptions import with_assumptions
    from qelab.lab.settings import Settings
    from qelab.rates.elasticities import elasticity as published

    wanted = {}
    for text in changes:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise QelabError("QE224", where="--assume", text=text)
        wanted[name.strip()] = value.strip()
    return with_assumptions(Settings(elasticity=published(elasticity)), wanted)


def check_economy(
    scenario: "Scenario", *, model: str = OWN_MODEL, draws: int = 0, others: Mapping[str, object] | None = None
) -> None:
    """Refuse, before anything is computed, options that take a model of an economy that has none.

    Parameters
    ----------
    others : further options with what was given for them

    Raises
    ------
    QelabError QE731 : there is no model of the scenario's economy
    """
    from qelab.lab.economies import check_has_model

    wanted = {"--model": model != OWN_MODEL, "--draws": draws, **(others or {})}
    for option, given in wanted.items():
        if given:
            check_has_model(scenario, option)


def read_result(name: str) -> "Result":
    """A stored result.

    Raises
    ------
    QelabError QE821, QE822 : not an ordinary file, too large; QE703 : no file, or not a result
    """
    path = Path(name)
    _check_file(path, name, _LARGEST_RESULT, unreadable="QE703")
    from qelab.lab.result import Result

    return Result.load(path)


def data_file(name: str) -> Path:
    """A data file by its path.

    Raises
    ------
    QelabError QE821, QE822, QE843 : not an ordinary file, too large, cannot be opened
    """
    path = Path(name)
    _check_file(path, name, _LARGEST_DATA, unreadable="QE843")
    return path


def model_file(name: str) -> Path:
    """A model file, by id of the catalogue or path.

    Raises
    ------
    QelabError QE501, QE821, QE822 : no such file, not an ordinary one, too large
    """
    if name in MODELS.ids():
        return MODELS.path(name)
    path = Path(name)
    if not _exists(path) and not name.endswith(".mod") and "/" not in name:
        return MODELS.path(name)  # an id misspelt: the error lists those there are
    try:
        path.stat()
    except (OSError, ValueError):
        raise QelabError("QE501", where=name[:200], file=path.name[:200]) from None
    _check_file(path, name, _LARGEST_SCENARIO)
    return path


def check_model(name: str) -> str:
    """A model's id.

    Raises
    ------
    QelabError QE101 : unknown id
    """
    MODELS.path(name)
    return name


def check_models(names: str) -> tuple[str, ...]:
    """Ids of models from ``all`` or a list with commas.

    Raises
    ------
    QelabError QE101 : an unknown id, or none
    """
    if names.strip() == "all":
        return MODELS.ids()
    return tuple(dict.fromkeys(check_model(name.strip()) for name in names.split(",")))


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _check_file(path: Path, name: str, largest: int, unreadable: str = "QE230") -> None:
    """Refuse what cannot be read; ``unreadable`` is the code for that, its hint says what is wanted instead."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unreadable"
        raise QelabError(unreadable, where=name[:200], reason=reason) from None
    if not stat.S_ISREG(status.st_mode):
        raise QelabError("QE821", where=name)
    if status.st_size > largest:
        raise QelabError(
            "QE822", where=name, size=f"{status.st_size / 1e6:,.0f}", largest=f"{largest / 1e6:,.0f}"
        )
