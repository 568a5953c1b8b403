"""With ``--lang zh-Hant`` no English word is printed, but for names, ids, units and quoted sources."""

import re

import pytest

from qelab.cli.asked import FORMATS
from qelab.cli.inputs import MODELS, OPENINGS, PROGRAMMES
from qelab.cli.phrases import localised
from qelab.core.errors import messages
from qelab.core.vocabulary import vocabulary
from qelab.core.words import words
from qelab.lab.article.statements import labels, statements

NAMES = {
    "qelab", "TOML", "JSON", "CSV", "NetCDF", "UTF", "ISO", "GDP", "PCE", "MBS", "TIPS", "QE", "QT", "Fed", "FOMC",
    "Debian", "Noto", "Sans", "CJK", "TC", "SciPy", "SuperLU", "KLU", "Dynare", "Octave", "gretl", "MB", "Python", "T", "X", "N",
    "SOMA", "BEA", "CBO", "LSAP", "HDF", "CAPE",
}  # fmt: skip
IDS = {
    *PROGRAMMES.ids(),
    *MODELS.ids(),
    *OPENINGS.ids(),
    *(name for name in vocabulary() if "_" in name),
    *FORMATS,
}
WORD = re.compile(r"[A-Za-z][A-Za-z_]*(?:[.\[][A-Za-z0-9_\]]+)*")
QUOTED = re.compile(
    r"「[^」]*」|'[^']*'|\"[^\"]*\"|https?://\S+|--lang en|--?[a-z][a-z-]*|qelab [a-z]+(?: [A-Z]+)?|QELAB_[A-Z]+"
    r"|[a-z]+(?:-[a-z]+)+|\.[a-z]{2,4}\b|QE\d{3}|\d{4}Q\d"
)


def foreign(text: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """English words of a text that are neither names, ids, quoted nor options."""
    rest = text
    for name in sorted(IDS | allowed, key=len, reverse=True):
        rest = re.sub(rf"(?<![A-Za-z_]){re.escape(name)}(?![A-Za-z_])", " ", rest)
    rest = QUOTED.sub(" ", rest)
    return [found for found in WORD.findall(rest) if found not in NAMES and not found.startswith("us_")]


def without_sources(text: str) -> str:
    """Drops what is quoted in the language of its source."""
    lines, quoted = [], False
    for line in text.splitlines():
        starts = "（原文）" in line
        quoted = starts or (quoted and line.startswith("      ") and bool(re.match(r"\s+[!-~]", line)))
        if not quoted:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "arguments",
    [["list"], *(["show", name] for name in PROGRAMMES.ids()), ["accounts", "fed_2008_lsap1"],
     ["accounts", "from_now_qt60"], ["run", "fed_2010_lsap2"], ["run", "rate_cut"],
     ["compare", "fed_2010_lsap2", "from_now_500bn"], ["explain", "fed_2010_lsap2", "output_gap"],
     ["explain", "fed_2010_lsap2", "yield_10y"], ["explain", "fed_2010_lsap2", "reserves_bn"]],
    ids=" ".join,
)  # fmt: skip
def test_results(qelab, quick, arguments):
    outcome = qelab(*arguments, "--lang", "zh-Hant")
    assert outcome.code == 0
    assert foreign(without_sources(outcome.out)) == []


def test_article(qelab):
    """The English statements are quoted beneath the Chinese ones."""
    text = qelab("article").out
    for one in statements().values():
        text = text.replace(one.statement_en, "")
    own = frozenset({*statements(), *(key.removeprefix("run.") for key in labels() if key.startswith("run."))})
    assert foreign(text, own | {"S04"}) == []


def test_doctor_prints_names_of_packages_and_places_only(qelab):
    lines = qelab("doctor", "--lang", "zh-Hant").out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == 5
    assert [word for line in heads for word in foreign(line.split("  ")[0] + line.split("  ")[1])] == []


@pytest.mark.parametrize("code", messages())
def test_errors(example, code):
    error = localised(example(code), "zh-Hant")
    given = frozenset(str(value) for key, value in error.params.items() if key != "reason" or code == "QE899")
    keys = frozenset(WORD.findall(" ".join(given))) | {"mine.toml", "announcements[0].size_bn"}
    keys |= frozenset(str(name) for name in error.params.get("allowed", ()))
    text = error.render("zh-Hant").replace("mine.toml announcements[0].size_bn", "")
    assert foreign(text, given | keys | CODE_WORDS) == []


# Keys of files and names of functions that a hint tells the reader to type.
CODE_WORDS = frozenset({
    "size_bn", "horizon_quarters", "from_years", "to_years", "treasury", "agency_mbs", "agency_debt", "announcements",
    "policy_rate", "already_expected", "standing.buckets", "agency_principal_into", "source", "hypothetical", "label",
    "key", "value", "status", "periods", "histval", "endval", "stoch_simul", "order", "mcp", "max", "occbin_solver",
    "perfect_foresight_solver", "apt", "dynare", "dynare.m", "rho", "steady", "about.toml", "initval", "steady_state_model", "var", "varexo", "parameters", "model",
    "shocks", "bound", "end", "block", "reserves", "deposits", "reverse_repo", "Transaction.reversed",
    "tools/build_snapshot.py", "tools", "build_snapshot.py", "pip", "install", "fonts-noto-cjk", "libklu1", "bn", "e",
    "occbin_constraints", "MATLAB", "define", "error", "if", "endif", "endfor", "linear", "terminal",
})  # fmt: skip


def test_no_word_is_left_in_english():
    same = [
        key
        for key, row in words().items()
        if row["en"] == row["zh_hant"] and re.search("[A-Za-z]{3}", row["en"])
    ]
    assert same == []


def test_words_of_the_glossary_and_not_those_of_the_mainland():
    forbidden = ("收益率", "國債", "溢價", "存款準備", "久期", "基準點", "通脹")
    texts = [row["zh_hant"] for row in words().values()]
    texts += [
        text for message in messages().values() for text in (message.text["zh_hant"], message.hint["zh_hant"])
    ]
    texts += [
        text for row in vocabulary().values() for text in (row.label("zh-Hant"), row.definition("zh-Hant"))
    ]
    assert [text for text in texts if any(word in text for word in forbidden)] == []


def test_both_languages_have_every_text():
    assert [key for key, row in words().items() if not (row["en"] and row["zh_hant"])] == []
    for code, message in messages().items():
        assert message.text["en"], code
        assert message.text["zh_hant"], code
        assert bool(message.hint["en"]) == bool(message.hint["zh_hant"]), code
