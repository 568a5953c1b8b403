"""Broken files: always our error, never a traceback, in bounded time and memory."""

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro import models
from qelab.macro.about import About
from qelab.macro.compiled import compile_model
from qelab.macro.modfile.reader import LARGEST, read_file, read_text
from qelab.macro.modfile.symbolic import build
from qelab.macro.modfile.writer import write

WITH_MACROS = """
@#define countries = ["us", "ea"]
@#define lags(n) = [i for i in 1:n]
@#for (c, weight) in [("us", 0.5), ("ea", 0.25)]
var y_@{c}; varexo e_@{c}; parameters a_@{c}; a_@{c} = @{weight};
@#endfor
model;
@#for c in countries
@#if c in ["us"] && length(countries) == 2
[name='@{c}', mcp='y_@{c} > -3'] y_@{c} = a_@{c}*y_@{c}(-@{lags(3)[2]}) + STEADY_STATE(y_@{c}) + e_@{c};
@#else
y_@{c} = a_@{c}*max(y_@{c}(+1), 0) + e_@{c};
@#endif
@#endfor
end;
initval; y_us = 0; end;
histval; y_us(-1) = 2; end;
shocks; var e_us; periods 1 2:3; values 0.5 (-1); var e_ea; stderr 2; end;
occbin_constraints; name 'A'; bind y_us < 0; relax y_us > 1; end;
perfect_foresight_setup(periods=20); perfect_foresight_solver(lmmcp); stoch_simul(irf=20, irf_shocks=(e_us)) y_us;
""".replace("lags(3)[2]", "2")
CORPUS = (WITH_MACROS, write(read_file(models.path("us_core"))))
PIECES = (
    "(", ")", "end;", ";", "model;", "@#if 1\n", "\n@#endif\n", "@{", "}", "'", '"', "/*", "*/", "//", "%", "$", "[", "]",
    "\x00", "\ufeff", "é", "\u2028", "1e999", "9" * 400, "x(-99999999999)", "y(", "-" * 300, "(" * 300, "#", "=", ",", "\\\\\n",
    "\r", "@#for i in 1:3\n", "\n@#endfor\n", "@#define y = 1\n", "@#include \"x\"\n", "@#include \"/dev/zero\"\n", "^", "..",
    "var", "values", "periods", "corr", "shocks;", "\t", "1.e", ".5.5", "0x1f", "inf", "nan", "STEADY_STATE(",
)  # fmt: skip


def takes(text: str | bytes, folder: Path) -> bool:
    """Whether the text is a model; any other exception than ours goes through."""
    path = folder / "fuzz.mod"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    start, refused = time.process_time(), None
    try:
        file = read_file(path)
        macro.Model(file, compile_model(build(file)), About())
        write(file)
    except QelabError as error:
        refused = error
    assert time.process_time() - start < 10
    if refused is not None:
        assert all(refused.render(lang) for lang in ("en", "zh-Hant"))
    return refused is None


def broken(source: random.Random) -> str:
    """A file of the corpus after some accidents."""
    text = source.choice(CORPUS)
    for _ in range(source.randint(1, 4)):
        a, b = sorted(source.randrange(len(text) + 1) for _ in range(2))
        lines = text.split("\n")
        match source.randrange(7):
            case 0:
                text = text[:a]
            case 1:
                text = text[:a] + text[min(b, a + 30) :]
            case 2:
                source.shuffle(lines)
                text = "\n".join(lines)
            case 3:
                text = text[:a] + source.choice(PIECES) + text[a:]
            case 4:
                words = text.split(" ")
                source.shuffle(words)
                text = " ".join(words)
            case 5:
                text = text[:a] + text[a : a + 200] * source.randint(2, 5) + text[a:]
            case _:
                text = text[:a] + "".join(chr(source.randrange(1, 0x3000)) for _ in range(5)) + text[a + 5 :]
    return text


def run(folder: Path, seeds: range) -> int:
    return sum(takes(broken(random.Random(seed)), folder) for seed in seeds)


def test_the_corpus_is_whole(tmp_path):
    assert all(takes(text, tmp_path) for text in CORPUS)


def test_broken_files(tmp_path):
    assert run(tmp_path, range(150)) < 150


@pytest.mark.soak
def test_many_broken_files(tmp_path):
    assert run(tmp_path, range(10_000, 20_000)) < 10_000


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_bytes(tmp_path, data):
    takes(data, tmp_path)


@given(st.text(alphabet="xy12=;()[]@#{}'\"-+*/^<>,.\n model;endvr$%\\", max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_characters(tmp_path, text):
    takes(text, tmp_path)
    takes(f"var x; model; {text} end;", tmp_path)
    takes(f"@#if {text}\n@#endif", tmp_path)


MODEL = "var x; varexo e; model; x = {}; end;"
HEAVY = {
    "brackets": MODEL.format("(" * 100_000 + "x" + ")" * 100_000),
    "unclosed_brackets": MODEL.format("(" * 100_000),
    "signs": MODEL.format("-" * 100_000 + "x"),
    "calls": MODEL.format("exp(" * 50_000 + "x" + ")" * 50_000),
    "powers": MODEL.format("2^(" * 50_000 + "x" + ")" * 50_000),
    "steady_states": MODEL.format("STEADY_STATE(" * 50_000 + "x" + ")" * 50_000),
    "nested_sums": MODEL.format("1 + (" * 50_000 + "x" + ")" * 50_000),
    "comparisons": MODEL.format("x < (" * 5_000 + "x" + ")" * 5_000),
    "locals": "var x; model; # a0 = x; " + "".join(f"# a{n + 1} = a{n}*a{n}; " for n in range(300)) + "x = STEADY_STATE(a300) + a300; end;",
    "far_lead": MODEL.format("x(+123456789)"),
    "long_number": MODEL.format("1" * 5000),
    "long_period": MODEL.format("e") + "shocks; var e; periods 1:99999999999999999999; values 1; end;",
    "long_range": MODEL.format("e") + "stoch_simul(conditional_variance_decomposition=1:999999999);",
    "tags": "var x; model; [mcp='" + "(" * 5000 + "x > 1'] x = 1; end;",
    "quotes": "var x (long_name='" + "a" * 100_000 + "); model; x = 1; end;",
    "comment": "/*" * 100_000,
    "too_large": "// " + "x" * LARGEST,
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_files_end_soon(tmp_path, name):
    tracemalloc.start()
    takes(HEAVY[name], tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400e6


def test_a_folder_and_a_pipe_are_no_model_files(tmp_path):
    for path in (tmp_path, Path("/dev/zero"), tmp_path / ("x" * 5000), Path("a\x00b")):
        with pytest.raises(QelabError) as caught:
            read_file(path)
        assert caught.value.code == "QE501"
    with pytest.raises(QelabError):
        read_text("var x; model; x = @{1", tmp_path / "x.mod")
