"""The macro processor: against Dynare's own where that is installed, its errors, and that it always comes to an end."""

import random
import time
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.macro.modfile.macro.processor import expand
from qelab.macro.modfile.reader import read_file, read_text, read_utf8
from qelab.macro.modfile.symbolic import build

TEXTS = {
    "define": '@#define n = 3\n@#define s = "a" + "_x"\n@#define on\nvar @{s}@{n} @{on};\n',
    "functions": "@#define f(x, y) = x + 2*y\n@#define g() = [1, 2]\n@{f(1, 2)} @{g()}\n",
    "late_binding": "@#define y = 5\n@#define f(x) = x + y\n@#define y = 6\n@{f(1)}\n",
    "if": '@#if 0\nx\n@#error "no"\n@#if foo\ny\n@#endif\n@#elseif 3 > 2\nyes\n@#else\nno\n@#endif\n',
    "ifdef": "@#define a = 1\n@#ifdef a\nx\n@#else\ny\n@#endif\n@#ifndef a\nz\n@#endif\n@#if defined(b)\nw\n@#endif\n",
    "for": '@#for c in ["us", "ea"]\n@#for j in 1:2\ny_@{c}_@{j} = y_@{c}(@{j - 2});\n@#endfor\n@#endfor\n@{c}\n',
    "for_tuples": '@#for (i, c) in [(1, "a"), (2, "b")]\n@{i}@{c}\n@#endfor\n',
    "for_when": "@#for i in 1:6 when mod(i, 2) == 1\n@{i}\n@#endfor\n",
    "for_nothing": "@#for k in []\nz\n@#endfor\n@#ifdef k\nk\n@#endif\nend\n",
    "spaces": "  @# define a = 1 // why\n@{ a }\n",
    "long_line": "@#define a = [1, \\\\\n  2]\n@{a}\n",
    "in_comments": "/* @#define a = 1\n@#define b = 2\n*/\n// @{b}\n",
    "include": '@#define n = 2\n@#include "part.mod"\n@{from_part}\n',
    "arrays": "@#define w = [4, 5, 6]\n@{w[2]} @{w[[1, 3]]} @{w[1:2]} @{w - [5]} @{w | [7]} @{w & [6, 4]} @{[1, 2]*[3]}\n",
    "strings": '@#define w = "abc"\n@{w[2]} @{w[2:3]} @{length(w)} @{"a" < "b"} @{(string) 3.5 + "x"}\n',
    "comprehension": "@#define a = [i^2 for i in 1:4 when i > 1]\n@{a} @{[i in a when i != 9]} @{[(i, j) for (i, j) in (1:2)*[3]]}\n",
    "casts": '@{(real) "3.5" + 1} @{(bool) 3} @{(array) (1, 2)} @{(tuple) [1, 2]} @{(real) true} @{(bool) "true"}\n',
    "numbers": "@{1/3} @{1e10} @{1e15} @{1e-7} @{2^0.5} @{100.0} @{-2^2} @{2^-1} @{1234567.89} @{round(-2.5)} @{mod(-7, 3)}\n",
    "kinds": '@{isreal(1)} @{isstring(1)} @{isarray([])} @{istuple((1,))} @{isboolean(true)} @{isempty("")} @{sum(1:4)}\n',
    "equality": '@{true == 1} @{"a" == 1} @{[1] == [1]} @{(1, 2) != (1, 2)} @{1 in [1, 2] && !false} @{1 || nothing}\n',
    "text_pieces": 'x@{"}"}y a@#b @{1}@{2}\n',
}
PART = "@#define from_part = n*10\npart @{n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part.mod").write_text(PART, encoding="utf-8")
    return tmp_path


def expanded(text: str, folder: Path) -> str:
    return expand(text, folder / "asked.mod", read_utf8, 100_000).text


@pytest.mark.parity
@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_the_one_that_dynare_makes(oracle, folder, name):
    oracle.run(TEXTS[name], folder, "onlymacro", "savemacro=theirs.txt")
    theirs = (folder / "theirs.txt").read_text(encoding="utf-8")
    assert expanded(TEXTS[name], folder).split() == theirs.split()


class Maker:
    """Random expressions that have a value, by kind."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def real(self, depth: int) -> str:
        if depth == 0:
            return self._random.choice(["1", "2", "3", "0.5", "x"])
        a, b = self.real(depth - 1), self.real(depth - 1)
        return self._random.choice([
            f"{a} + {b}", f"{a} - {b}", f"{a}*{b}", f"({a})/(({b})^2 + 1)", f"-{a}", f"({a})^2", f"max({a}, {b})",
            f"min({a}, {b})", f"floor({a})", f"length({self.array(depth - 1)})", f"sum({self.array(depth - 1)})",
            f"(real) ({self.truth(depth - 1)})", f"sign({a})", f"exp(-({a})^2)",
        ])  # fmt: skip

    def truth(self, depth: int) -> str:
        if depth == 0:
            return self._random.choice(["true", "false", "x > 1", "defined(x)"])
        a, b, c, d = self.real(depth - 1), self.real(depth - 1), self.truth(depth - 1), self.truth(depth - 1)
        return self._random.choice([
            f"{a} < {b}", f"{a} >= {b}", f"{a} == {b}", f"({c}) && ({d})", f"({c}) || {d}", f"!({c})", f"{a} != {b}",
            f"{a} in {self.array(depth - 1)}", f"isempty({self.array(depth - 1)})",
        ])  # fmt: skip

    def array(self, depth: int) -> str:
        if depth == 0:
            return self._random.choice(["[1, 2, 3]", "[]", "(1:3)", "[2]", "w"])
        a, b = self.array(depth - 1), self.array(depth - 1)
        return self._random.choice([
            f"({a} + {b})", f"({a} - {b})", f"({a} | {b})", f"({a} & {b})", f"[{self.real(depth - 1)}]",
            f"[i*2 for i in {a}]", f"[i in {a} when i > 1]", "(1:0.5:3)", f"(0:{self._random.randint(0, 4)})",
        ])  # fmt: skip


@pytest.mark.parity
def test_random_expressions_have_dynares_value(oracle, tmp_path):
    maker = Maker(2026)
    kinds = (maker.real, maker.truth, maker.array)
    lines = [f"@{{{kinds[number % 3](1 + number % 4)}}}" for number in range(300)]
    text = "@#define x = 1.5\n@#define w = [3, 1, 2, 3]\n" + "\n".join(lines) + "\n"
    oracle.run(text, tmp_path, "onlymacro", "savemacro=theirs.txt")
    theirs = (tmp_path / "theirs.txt").read_text(encoding="utf-8").split("\n")
    ours = expanded(text, tmp_path).split("\n")
    for line, our, their in zip(lines, ours, theirs, strict=False):
        assert our.replace("-0", "0") == their.replace("-0", "0"), line


def test_a_model_with_macros(folder):
    text = """
    @#define countries = ["us", "ea"]
    @#include "part.mod"
    @#for c in countries
    var y_@{c}; varexo e_@{c};
    @#endfor
    model;
    @#for c in countries
    y_@{c} = 0.5*y_@{c}(-1) + e_@{c};
    @#endfor
    end;
    """
    (folder / "part.mod").write_text("parameters a;\na = 1;", encoding="utf-8")
    file = read_text(text, folder / "main.mod")
    assert [symbol.name for symbol in file.endogenous] == ["y_us", "y_ea"]
    assert len(file.model) == 2
    assert (file.assignments[0].place.file, file.assignments[0].place.line) == (str(folder / "part.mod"), 2)
    assert (file.model[1].place.file, file.model[1].place.line) == ("", 9)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("@#define a = 1\n@#define b = 2\nvar x@{a};\nmodel;\n  x@{a} = @{b}*z;\nend;", "QE505", "main.mod:5:16"),
        ("@#for i in 1:3\nvar x@{i};\n@#endfor\nmodel; x1 = ;\nend;", "QE503", "main.mod:4:13"),
        ('var x;\n@#include "part.mod"\nmodel; x = 1; end;', "QE502", "part.mod:2:3"),
        ("@#define a = b\n", "QE516", "main.mod:1:14"),
        ("x\n  @#define a = [1] + 2\n", "QE514", "main.mod:2:5"),
        ("x @{1 + }", "QE503", "main.mod:1:7"),
        ("x @{1 + 2", "QE503", "main.mod:1:3"),
        ("@#if 1\nx", "QE518", "main.mod:1:3"),
        ("x\n@#endfor\n", "QE518", "main.mod:2:3"),
        ("@#for i in 1:2\n@#endif\n", "QE518", "main.mod:2:3"),
        ("@#if 1\n@#else\n@#else\n@#endif", "QE518", "main.mod:3:3"),
        ("@#for i in 3\nx\n@#endfor", "QE514", "main.mod:1:3"),
        ("@#for (i, j) in [1]\nx\n@#endfor", "QE514", "main.mod:1:3"),
        ('@#if "a"\nx\n@#endif', "QE514", "main.mod:1:3"),
        ("@#foo 1", "QE503", "main.mod:1:3"),
        ("@{true + 1}", "QE514", "main.mod:1:3"),
        ("@{1/0}", "QE514", "main.mod:1:3"),
        ("@{log(-1)}", "QE514", "main.mod:1:3"),
        ("@{foo(1)}", "QE516", "main.mod:1:3"),
        ("@#define w = [4]\n@{w[2]}", "QE514", "main.mod:2:3"),
        ('@#include "other.mod"', "QE519", "main.mod:1:3"),
        ('@#include "main.mod"', "QE513", "main.mod:1:3"),
    ],
)
def test_errors_name_the_file_and_the_place(folder, text, code, place):
    (folder / "part.mod").write_text("\n  varobs x;", encoding="utf-8")
    (folder / "main.mod").write_text(text, encoding="utf-8")
    with pytest.raises(QelabError) as caught:
        build(read_file(folder / "main.mod"))
    assert caught.value.code == code
    assert caught.value.where == str(folder / place)


def test_include_looks_beside_the_including_file_and_in_stated_folders(tmp_path):
    for name in ("deep/deeper", "common"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "main.mod").write_text('@#includepath "common"\n@#include "deep/a.mod"\n@#include "c"\n')
    (tmp_path / "deep" / "a.mod").write_text('@#include "deeper/b.mod"\nvar x;\n')
    (tmp_path / "deep" / "deeper" / "b.mod").write_text("parameters p;\n")
    (tmp_path / "common" / "c.mod").write_text("model; x = 1; end;\n")
    file = read_file(tmp_path / "main.mod")
    assert [symbol.name for symbol in (*file.endogenous, *file.parameters)] == ["x", "p"]


ENDLESS = {
    "loops": "@#for i in 1:3000\n@#for j in 1:3000\nx\n@#endfor\n@#endfor",
    "empty_loops": "@#for i in 1:3000\n@#for j in 1:3000\n@#endfor\n@#endfor",
    "range": "@#define a = 1:1e12",
    "doubling_text": '@#define s = "ab"\n@#for i in 1:100\n@#define s = s + s\n@#endfor',
    "doubling_array": "@#define s = [1]\n@#for i in 1:100\n@#define s = s + s\n@#endfor",
    "nesting_array": "@#define s = [1]\n@#for i in 1:3000\n@#define s = [s, s]\n@#endfor\n@{s == s}",
    "deep_array": "@#define s = [1]\n@#for i in 1:3000\n@#define s = [s]\n@#endfor\n@{s}",
    "cartesian": "@#define s = (1:100)^10",
    "difference": "@#define s = (1:90000) - (1:90000)",
    "recursion": "@#define f(x) = f(x + 1)\n@{f(1)}",
    "double_recursion": "@#define f(x) = f(x + 1) + f(x + 2)\n@{f(1)}",
    "brackets": "@{" + "-(" * 20000 + "1" + ")" * 20000 + "}",
    "signs": "@{" + "-" * 20000 + "1}",
    "ifs": "@#if 1\n" * 5000 + "@#endif\n" * 5000,
    "comprehension": "@#define a = [i + j for (i, j) in (1:300)*(1:300)]\n@#define b = [x for x in a when x in a]",
    "long_lines": "@#for i in 1:90000\n" + "x" * 1000 + "\n@#endfor",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_it_always_comes_to_an_end(tmp_path, name):
    start = time.process_time()
    with pytest.raises(QelabError) as caught:
        read_text(ENDLESS[name], tmp_path / "main.mod")
    assert caught.value.code in ("QE513", "QE514")
    assert time.process_time() - start < 10
