"""``qelab doctor``: is everything in place on this machine, and which parts are in use?"""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import qelab
from qelab.cli.asked import language
from qelab.cli.options import Json, Lang
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError
from qelab.core.words import word

_PACKAGES = (
    "numpy", "scipy", "pandas", "xarray", "casadi", "pydantic", "lark", "typer", "h5netcdf", "h5py", "matplotlib",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report. ``state``: ok, note (works, with a limit) or broken."""

    key: str
    state: str
    text: str


def doctor(json: Json = False, lang: Lang = None) -> None:
    """Check the installation: versions, solver, data, cache, fonts."""
    lang = language(lang)
    findings = [check(lang) for check in CHECKS]
    broken = [finding.key for finding in findings if finding.state == "broken"]
    if json:
        if broken:
            raise QelabError("QE841", names=", ".join(broken))
        show_document(
            {
                "schema": "qelab.doctor/1",
                "checks": [{"name": f.key, "state": f.state, "text": f.text} for f in findings],
            }
        )
        return
    from qelab.report.text import pairs

    rows = [(f"{word(f'state.{f.state}', lang)}  {word(f'doctor.{f.key}', lang)}", f.text) for f in findings]
    show(pairs(rows, width()))
    if broken:
        raise QelabError("QE841", names=", ".join(word(f"doctor.{key}", lang) for key in broken))


def _versions(_lang: str) -> Finding:
    import importlib.metadata

    texts, state = [f"qelab {qelab.__version__}", f"Python {platform.python_version()}"], "ok"
    for name in _PACKAGES:
        try:
            texts.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            texts.append(f"{name} -")
            state = "broken"
    return Finding(key="versions", state=state, text=", ".join(texts))


def _solver(lang: str) -> Finding:
    from qelab.macro.stacked.linear_solver import linear_solver_name

    name = linear_solver_name()
    if name.startswith("KLU"):
        return Finding(key="solver", state="ok", text=name)
    return Finding(key="solver", state="note", text=word("doctor.superlu", lang, name=name))


def _snapshot(lang: str) -> Finding:
    from qelab.data.snapshot import read_manifest, read_verified

    try:
        files = read_manifest()["files"]
        for name, entry in files.items():
            read_verified(name, entry)
    except QelabError as error:
        return Finding(key="snapshot", state="broken", text=error.message(lang))
    newest = max(entry["retrieved"] for entry in files.values())
    return Finding(key="snapshot", state="ok", text=word("doctor.files", lang, count=len(files), date=newest))


def _cache(lang: str) -> Finding:
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("qelab", appauthor=False))
    if not folder.is_dir():
        return Finding(key="cache", state="ok", text=word("doctor.no_cache", lang, folder=folder))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Finding(
        key="cache", state="ok", text=word("doctor.cache_size", lang, folder=folder, size=f"{size / 1e6:.1f}")
    )


def _fonts(lang: str) -> Finding:
    from qelab.report.fonts import chinese_font

    found = chinese_font()
    if found is None:
        return Finding(key="fonts", state="note", text=word("doctor.no_font", lang))
    return Finding(key="fonts", state="ok", text=found)


CHECKS: tuple[Callable[[str], Finding], ...] = (_versions, _solver, _snapshot, _cache, _fonts)
