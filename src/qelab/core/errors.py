"""Errors as a product: a code, what happened, where, what to do, in both languages.

The texts stand in ``messages.csv``; code raises ``QelabError("QE104", name=..., allowed=...)`` and never
writes a sentence of its own. Each code has a golden file in the tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from qelab.core.language import Language
from qelab.core.tables import read_table
from qelab.core.words import word, words

_COLUMNS = ("code", "exit_code", "en", "zh_hant", "hint_en", "hint_zh_hant")


@runtime_checkable
class Labelled(Protocol):
    """What has a name for people in both languages: a message tells it by that name."""

    def label(self, lang: str = "en") -> str:
        """Name for people."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One row of ``messages.csv``."""

    code: str
    exit_code: int
    text: dict[str, str]
    hint: dict[str, str]


@cache
def messages() -> dict[str, Message]:
    """All messages by code."""
    rows = read_table(Path(__file__).with_name("messages.csv"), _COLUMNS)
    return {
        row["code"]: Message(
            row["code"],
            int(row["exit_code"]),
            {"en": row["en"], "zh_hant": row["zh_hant"]},
            {"en": row["hint_en"], "zh_hant": row["hint_zh_hant"]},
        )
        for row in rows
    }


class QelabError(Exception):
    """Anything the user can mend, with its code, place and hint.

    Parameters
    ----------
    code : a code of ``messages.csv``
    path : place inside the input, such as ``announcements[0].phases[1].asset``
    where : file, or file:line:column
    params : values of the placeholders of the message; ``name`` with ``allowed`` adds "did you mean"
    """

    def __init__(self, code: str, *, path: str = "", where: str = "", **params: Any) -> None:
        self.code = code
        self.path = path
        self.where = where
        self.params = params
        super().__init__(self.render())

    def __reduce__(self):
        return (_rebuild, (self.code, self.path, self.where, self.params))

    @property
    def exit_code(self) -> int:
        """Exit code of the command line for this error."""
        return messages()[self.code].exit_code

    def message(self, lang: str = "en") -> str:
        """What happened, in one sentence."""
        return _fill(messages()[self.code].text[Language(lang).column], self._in(lang))

    def hint(self, lang: str = "en") -> str:
        """What to do about it, with the closest allowed name first."""
        language = Language(lang)
        hint = _fill(messages()[self.code].hint[language.column], self._in(lang))
        allowed = [str(item) for item in self.params.get("allowed", ())]
        close = did_you_mean(str(self.params.get("name", "")), allowed)
        english = language is Language.ENGLISH
        if allowed:
            listed = ", ".join(allowed[:40]) + (", …" if len(allowed) > 40 else "")
            named = f"allowed: {listed}" if english else f"可用：{listed}"
            hint = ("; " if english else "；").join(part for part in (hint, named) if part)
        if close:
            hint = f"did you mean '{close}'? {hint}" if english else f"您是指「{close}」嗎？{hint}"
        return hint.rstrip()

    def _in(self, lang: str) -> dict[str, Any]:
        """Parameters with what has a label, and the noun (programme, model, ...), in the reader's language."""
        told = {name: value.label(lang) if isinstance(value, Labelled) else value for name, value in self.params.items()}
        key = f"phrase.{self.params.get('noun', '')}"
        return {**told, "noun": word(key, lang)} if key in words() else told

    def render(self, lang: str = "en") -> str:
        """The full text for a terminal."""
        label = "error" if Language(lang) is Language.ENGLISH else "錯誤"
        lines = [f"{label}[{self.code}]: {self.message(lang)}"]
        place = " ".join(part for part in (self.where, self.path) if part)
        if place:
            lines.append(f"  --> {place}")
        hint = self.hint(lang)
        if hint:
            lines.append(f"  = {hint}")
        return "\n".join(lines)

    def as_json(self, lang: str = "en") -> dict[str, str]:
        """The error as the machine-readable document of ``--json``."""
        place = " ".join(part for part in (self.where, self.path) if part)
        return {"code": self.code, "message": self.message(lang), "hint": self.hint(lang), "path": place}


def _rebuild(code: str, path: str, where: str, params: dict[str, Any]) -> QelabError:
    return QelabError(code, path=path, where=where, **params)


def _fill(template: str, params: dict[str, Any]) -> str:
    return template.format_map({key: value for key, value in params.items() if key != "allowed"})


def did_you_mean(name: str, allowed: Iterable[str]) -> str:
    """The closest allowed name, or an empty string.

    >>> did_you_mean("gilt_index", ["gilts_index", "bund"])
    'gilts_index'
    """
    if not name:
        return ""
    return next(iter(get_close_matches(name, list(allowed), n=1, cutoff=0.6)), "")
