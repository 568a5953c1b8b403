"""The models of the catalogue, and model files from anywhere.

A model is a folder ``models/<id>/`` with ``<id>.mod`` (equations, in Dynare's language) and ``about.toml``.
"""

from functools import cache
from pathlib import Path

from qelab.core.registry import Registry
from qelab.macro.about import About, read_about
from qelab.macro.compiled import compile_model
from qelab.macro.model import Model
from qelab.macro.modfile.reader import read_file
from qelab.macro.modfile.symbolic import build

models = Registry("model", Path(__file__).with_name("models"), "{id}/{id}.mod")


@cache
def load(model_id: str) -> Model:
    """A model of the catalogue; read and compiled once per process.

    Raises
    ------
    QelabError QE101 : unknown id
    """
    return read(models.path(model_id))


def read(path: Path | str) -> Model:
    """A model from a `.mod` file; an ``about.toml`` beside it is read where there is one.

    Raises
    ------
    QelabError QE501 to QE511 : the file leaves the subset, or does not hang together
    QelabError QE524, QE525 : the ``about.toml`` does
    """
    path = Path(path)
    file = read_file(path)
    beside = path.with_name("about.toml")
    about = read_about(beside) if beside.exists() else About(title=path.stem)
    return Model(file, compile_model(build(file)), about)
