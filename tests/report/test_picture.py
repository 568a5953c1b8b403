"""The picture: every chart named and with its unit, both worlds, no boxes in place of characters."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib import font_manager

from qelab.core.errors import QelabError
from qelab.lab.lab import Lab
from qelab.policy.catalogue import scenario
from qelab.report import fonts
from qelab.report.fonts import LATIN, chinese_font, families
from qelab.report.panels import PANELS
from qelab.report.picture import check_fonts, picture, save_picture

needs_chinese = pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters here")


def across(line):
    """Positions of a line's points."""
    return np.asarray(line.get_xdata())


def test_every_panel_has_title_unit_and_both_worlds(result):
    figure = picture(result)
    assert len(figure.axes) == len(PANELS)
    for axis, panel in zip(figure.axes, (panel.of(result) for panel in PANELS), strict=True):
        assert axis.get_title(loc="left") == panel.title("en")
        assert panel.unit_label("en") in [text.get_text() for text in axis.texts]
        dashed = [line for line in axis.lines if line.get_linestyle() == "--" and len(across(line)) > 2]
        assert len(dashed) == (0 if panel.effect else len(panel.lines))


def test_lines_are_the_numbers_of_the_result(result):
    axis = picture(result).axes[1]
    reserves = [line for line in axis.lines if len(across(line)) == len(result.quarters)]
    for line, world in zip(reserves, ("policy", "counterfactual"), strict=True):
        np.testing.assert_array_equal(np.asarray(line.get_ydata()), result.values("reserves_bn", world))


def test_reverse_repo_stands_beside_reserves_where_there_is_any(result):
    still = np.zeros((2, len(result.quarters)))
    for level, title, lines in ((still, "Reserves", 2), (still + 500.0, "Reserves and overnight reverse repo", 4)):
        levels = result.levels | {"overnight_reverse_repo_bn": level}
        axis = picture(replace(result, levels=levels)).axes[1]
        assert axis.get_title(loc="left") == title
        assert len([line for line in axis.lines if len(across(line)) == len(result.quarters)]) == lines


def test_duration_is_blank_while_nothing_is_held():
    apf = Lab().run(scenario("boe_2009_apf"))
    figure = picture(apf)
    policy, without = (np.asarray(line.get_ydata()) for line in figure.axes[-1].lines[:2])
    assert np.isnan(without).all()
    assert np.isnan(policy[0])
    assert np.isfinite(policy[1:]).all()
    assert {text.get_text() for axis in figure.axes for text in axis.texts} == {
        "billions of pounds", "percent of GDP", "billions of pounds a quarter", "years"
    }  # fmt: skip


def test_a_quarter_is_drawn_where_it_ends(result):
    line = picture(result).axes[1].lines[0]
    assert across(line)[0] == 2010.75  # 2010Q3


def test_frame_says_scenario_counterfactual_source_and_disclaimer(result):
    figure = picture(result)
    texts = [text.get_text() for text in figure.texts] + [t.get_text() for t in figure.legends[0].get_texts()]
    found = "\n".join(texts)
    for wanted in (
        "Fed LSAP2",
        result.counterfactual_text(),
        "us_core",
        "not investment advice",
        "expected exit",
    ):
        assert wanted in found


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_formats(result, tmp_path, suffix, start):
    path = tmp_path / f"a{suffix}"
    save_picture(result, path)
    assert path.read_bytes().startswith(start)


def test_same_result_same_bytes(result, tmp_path):
    for name in ("a.png", "b.png", "a.svg", "b.svg"):
        save_picture(result, tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_scenario_without_a_size_and_without_some_series_is_drawn(made_up):
    assert len(picture(made_up(scenario("rate_cut"))).axes) == len(PANELS)


@needs_chinese
def test_chinese_picture(result, tmp_path, recwarn):
    save_picture(result, tmp_path / "a.png", "zh-Hant")
    assert [str(warning.message) for warning in recwarn if "Glyph" in str(warning.message)] == []


def test_english_needs_no_other_font():
    assert families(["10-year yield, −14 bp · 0.97"]) == [LATIN]


def test_missing_font_is_an_error_before_anything_is_drawn(monkeypatch):
    monkeypatch.setattr(fonts, "CHINESE", ("No Such Font",))
    with pytest.raises(QelabError) as caught:
        check_fonts(scenario("fed_2010_lsap2"), "zh-Hant")
    assert caught.value.code == "QE840"
    assert "No Such Font" in caught.value.hint()


def test_names_of_fonts_are_looked_up_in_what_is_installed():
    installed = {font.name for font in font_manager.fontManager.ttflist}
    assert LATIN in installed
    assert chinese_font() is None or chinese_font() in installed
