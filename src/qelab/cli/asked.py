"""What a command line asks for before it is understood: its language, and whether errors shall be JSON.

A misspelt option stops the parser, and the message about it must still come in the form that was asked for.
"""

import os
from collections.abc import Sequence

from qelab.core.errors import QelabError
from qelab.core.language import Language

LANGUAGES = tuple(language.value for language in Language)
FORMATS = ("table", "csv", "json")
TOOLS = ("purchases", "sales", "run_off", "rate", "guidance")  # those of lab.equivalence.tools, which a test compares
SAME = ("size", "output")
LONGEST_HELD = 40  # quarters
CHINESE_FIRST = ("article",)  # commands whose texts are Traditional Chinese unless told


def language_asked(arguments: Sequence[str]) -> str:
    """Language of messages: ``--lang``, else QELAB_LANG, else the command's; English for one we do not have."""
    asked = _value(arguments, "--lang") or os.environ.get("QELAB_LANG", "")
    if not asked and arguments and arguments[0] in CHINESE_FIRST:
        return Language.TRADITIONAL_CHINESE.value
    return asked if asked in LANGUAGES else Language.ENGLISH.value


def json_asked(arguments: Sequence[str]) -> bool:
    """Whether standard output carries one JSON document, whatever happens."""
    return "--json" in arguments or _value(arguments, "--format") == "json"


def _value(arguments: Sequence[str], option: str) -> str:
    for place, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
        if argument == option and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def chosen(option: str, value: str, allowed: Sequence[str]) -> str:
    """The value of an option, checked.

    Raises
    ------
    QelabError QE803 : not one of ``allowed``
    """
    if value not in allowed:
        raise QelabError("QE803", option=option, name=value, allowed=tuple(allowed))
    return value


def language(value: str | None) -> str:
    """The language of results."""
    return chosen("--lang", value, LANGUAGES) if value else Language.ENGLISH.value


def form(format_name: str, as_json: bool) -> str:
    """The format of results; ``--json`` is short for ``--format json``."""
    asked = chosen("--format", format_name, FORMATS)
    return "json" if as_json else asked


def tools_asked(names: str) -> tuple[str, ...]:
    """Tools from ``all`` or a list with commas.

    Raises
    ------
    QelabError QE803 : not a tool
    """
    if names.strip() == "all":
        return TOOLS
    return tuple(dict.fromkeys(chosen("--tools", name.strip(), TOOLS) for name in names.split(",")))


def horizons(text: str) -> tuple[int, ...]:
    """Quarters for which a policy rate is held, from a list with commas.

    Raises
    ------
    QelabError QE894 : not a number from 1 to 40
    """
    found = []
    for part in text.split(","):
        if not (part.strip().isascii() and part.strip().isdigit() and 1 <= int(part) <= LONGEST_HELD):
            raise QelabError("QE894", value=part.strip(), longest=LONGEST_HELD)
        found.append(int(part))
    return tuple(dict.fromkeys(found))


def one_horizon(text: str) -> int:
    """One number of quarters.

    Raises
    ------
    QelabError QE894 : not a number from 1 to 40, or several
    """
    if "," in text:
        raise QelabError("QE894", value=text.strip(), longest=LONGEST_HELD)
    return horizons(text)[0]
