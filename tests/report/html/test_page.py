"""The page: well-formed, closed in itself, complete in both languages, and its numbers those of the result."""

import re
from dataclasses import replace

import numpy as np
import pytest

from qelab.core.vocabulary import series
from qelab.policy.catalogue import scenario
from qelab.report.html.foundations import reproduce
from qelab.report.html.page import report_html
from qelab.report.numbers import MINUS, number, spoken

LARGEST = 600_000
STEPS = ("decision", "purchase", "yields", "economy", "costs")
# What reads the same in both languages: ids, names of quarters, the program and its version.
NAMES = re.compile(r"[a-z]+(_[a-z0-9]+)+|us_\d{4}q\d|\d{4}Q\d.*|qelab( [\d.]+)?|GDP|English|中文|Δ", re.S)


def text_of(element):
    return "".join(element.itertext())


def english(element):
    """The text of an element without what stands there in Chinese."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if child.get("lang") == "zh-Hant" else english(child), child.tail or ""]
    return "".join(parts)


def of_id(page, key):
    return next(element for element in page.iter() if element.get("id") == key)


def walk(element, lang=None):
    """Every element with the language that it stands in."""
    lang = element.get("lang", lang) if element.tag != "html" else None
    yield element, lang
    for child in element:
        yield from walk(child, lang)


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_well_formed_with_unique_ids_and_steps_in_order(any_result, parsed, lang):
    page = parsed(any_result, lang)
    assert page.get("lang") == lang
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [key for key in ids if key in STEPS] == list(STEPS)
    targets = {a.get("href", "")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")}
    targets |= {key for svg in page.iter("svg") for key in svg.get("aria-labelledby", "").split()}
    targets |= {label.get("for", "") for label in page.iter("label")}
    assert targets <= set(ids)


def test_nothing_is_fetched_and_nothing_runs(any_result, parsed):
    page = parsed(any_result)
    assert {e.tag for e in page.iter()} & {"script", "link", "img", "iframe", "object", "embed", "video", "image"} == set()
    for element in page.iter():
        assert not [key for key in element.attrib if key in ("src", "srcset", "style") or key.startswith("on")]
        assert element.tag == "a" or "href" not in element.attrib
    style = text_of(next(page.iter("style")))
    assert not re.search(r"url\(|@import|@font-face|expression", style)
    policy = next(m.get("content", "") for m in page.iter("meta") if m.get("http-equiv"))
    assert "default-src 'none'" in policy


def test_every_visible_text_has_both_languages(any_result, parsed):
    page, alone, english_only = parsed(any_result), [], []
    for element, lang in walk(page):
        if element.tag in ("style", "code"):
            continue
        pieces = [element.text, *(child.tail for child in element)]
        words = [piece.strip() for piece in pieces if piece and re.search(r"[A-Za-z\u4e00-\u9fff]", piece)]
        if lang is None and element is not next(page.iter("title")):
            alone += [piece for piece in words if not NAMES.fullmatch(piece)]
        children = list(element)
        for place, child in enumerate(children):
            if child.get("lang") != "en" or child.get("class") in ("quoted", "always"):
                continue
            other = children[place + 1] if place + 1 < len(children) else None
            if other is None or other.get("lang") != "zh-Hant" or other.tag != child.tag or not text_of(other).strip():
                english_only.append(text_of(child))
    assert alone == []
    assert english_only == []


def test_chinese_without_english_words_but_names(real, parsed):
    allowed = {"QE", "QT", "GDP", "MBS", "TIPS", "PCE", "Fed", "CAPE", "T", "X", "N", "LSAP", "SOMA", "draws", "us_core", "Q", "Baa"}
    found = set()
    for element, lang in walk(parsed(real)):
        if lang == "zh-Hant" and element.get("class") != "quoted":
            found |= set(re.findall(r"[A-Za-z_]+", element.text or ""))
    assert {word for word in found if word not in allowed and not re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", word)} <= {
        "qelab", "Python", "from_now_qt60", "a"
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_the_language_changes_what_is_shown_first_and_nothing_else(any_result, lang):
    one, other = report_html(any_result, "en"), report_html(any_result, "zh-Hant")
    strip = re.compile(r'<html lang="[^"]+">|<title>.*?</title>|<input[^>]+/>')
    assert strip.sub("", one) == strip.sub("", other)
    page = {"en": one, "zh-Hant": other}[lang]
    assert re.findall(r'id="show-([^"]+)"[^>]*checked', page) == [lang]


def test_same_result_same_page_whatever_the_order_of_its_series(result):
    turned = replace(result, levels=dict(reversed(result.levels.items())))
    assert report_html(turned) == report_html(result) == report_html(result)


def test_tiles_and_headline_table_are_the_numbers_of_the_result(result, parsed):
    page = parsed(result)
    tiles, table = text_of(of_id(page, "glance")), of_id(page, "numbers")
    rows = [[text_of(cell) for cell in row] for row in table.iter("tr")]
    for item in result.headline():
        value, unit = spoken(item.series, item.value, item.unit)
        said = number(value, unit, signed=True).replace("-", MINUS)
        label = series(item.series).label()
        found = next(row for row in rows if row[0].startswith(label) and row[1] == item.at)
        assert found[5].startswith(said)
        if item.series in ("reserves_bn", "yield_10y", "unemployment_rate"):
            assert said in tiles


def test_data_tables_hold_every_number_that_is_drawn(result, parsed):
    figure = of_id(parsed(result), "level-unemployment-rate")
    rows = [[text_of(cell) for cell in row] for row in figure.iter("tr")][1:]
    assert [row[0] for row in rows] == [str(quarter) for quarter in result.quarters]
    for column, world in ((1, "policy"), (2, "counterfactual")):
        assert [float(row[column]) for row in rows] == pytest.approx(result.values("unemployment_rate", world), abs=0.005)


def test_bands_are_drawn_and_printed_where_there_are_draws(result, drawn, parsed):
    without, with_them = (of_id(parsed(each), "effect-yield-10y") for each in (result, drawn))
    assert [e for e in without.iter("path") if "band" in e.get("class", "")] == []
    bands = [e.get("class") for e in with_them.iter("path") if "band" in e.get("class", "")]
    assert bands == ["band b95", "band b80", "band b50"]  # the narrow ones on top
    low, high = (100 * end[-1] for end in drawn.band("yield_10y", "effect", 80))
    last = [text_of(cell) for cell in list(with_them.iter("tr"))[-1]]
    assert last[3] == f"{low:+.1f} … {high:+.1f}".replace("-", MINUS)
    assert of_id(parsed(drawn), "below-zero") is not None


def test_amounts_in_chinese_are_counted_in_yi(result, parsed):
    tile = of_id(parsed(result), "glance")
    value = float(np.abs(result.values("reserves_bn")).max())
    assert f"+{10 * value:,.0f}" in text_of(tile)
    assert "億美元" in text_of(tile)
    assert "十億美元" not in text_of(of_id(parsed(result), "purchase"))


@pytest.mark.parametrize("name", ["rate_cut", "from_now_qt60", "fed_2008_lsap1", "fed_2008_2019", "taper_tantrum_2013"])
def test_any_kind_of_scenario(made_up, parsed, name):
    page = parsed(made_up(scenario(name)))
    assert len(list(page.iter("svg"))) > 20


def test_zero_effect_is_drawn(made_up, parsed):
    none = made_up()
    still = replace(none, levels={name: np.stack([levels[0], levels[0]]) for name, levels in none.levels.items()})
    assert not re.search(r"\bnan\b", report_html(still))
    assert len(list(parsed(still).iter("svg"))) > 20


def test_the_longest_report_stays_small(made_up, add_draws):
    page = report_html(add_draws(made_up(scenario("fed_2008_2019"))))
    assert len(page.encode()) < LARGEST


def test_step_2_shows_where_money_goes_besides_reserves(real, parsed):
    figure = of_id(of_id(parsed(real), "purchase"), "level-overnight-reverse-repo-bn")
    last = [english(cell) for cell in list(figure.iter("tr"))[-1]]
    names = ("overnight_reverse_repo_bn", "treasury_general_account_bn")
    values = [real.values(name, world)[-1] for name in names for world in ("policy", "counterfactual")]
    assert last == [str(real.quarters[-1]), *(number(float(value), "bn") for value in values)]


def test_the_balance_sheet_adds_up_to_net_worth_and_agrees_with_the_series(real, parsed):
    rows = [[english(cell) for cell in row] for row in of_id(parsed(real), "purchase").iter("tr")]
    *parts, worth = rows[rows.index(["Assets"]) + 1 :]
    numbers = [[float(cell.replace(",", "").replace(MINUS, "-")) for cell in row[1:]] for row in [*parts, worth]]
    at = parts.index(["Liabilities"])
    assets, owed = (np.array(side).sum(axis=0) for side in (numbers[:at], numbers[at + 1 : -1]))
    assert worth[0] == "net worth (capital)"
    np.testing.assert_allclose(assets - owed, numbers[-1], atol=len(parts) / 2)
    overnight = next(row for row in parts if row[0] == "overnight reverse repo")
    assert overnight[1] == number(real.values("overnight_reverse_repo_bn", "policy")[0], "bn")


@pytest.mark.parametrize("loss", [False, True])
def test_step_5_shows_income_and_says_what_a_loss_does(result, parsed, loss):
    flow = np.where(np.arange(len(result.quarters)) < 4, 10.0, -20.0 if loss else 10.0) * np.ones((2, 1))
    levels = result.levels | {
        "net_income_bn_per_quarter": flow,
        "remittances_bn_per_quarter": np.maximum(flow, 0.0),
        "deferred_asset_bn": np.cumsum(np.maximum(-flow, 0.0), axis=1),
        "unrealised_gain_bn": -10 * np.ones_like(flow),
    }
    page = parsed(replace(result, levels=levels))
    costs = english(of_id(page, "costs"))
    ids = {element.get("id") for element in page.iter()}
    assert {"level-net-income-bn-per-quarter", "level-unrealised-gain-bn"} <= ids
    assert ("level-deferred-asset-bn" in ids) is loss
    assert ("does not stop the central bank from paying" in costs) is loss
    assert ("no losses worth naming" in costs) is not loss
    total = number(float(flow[0, 1:].sum()), "bn").replace("-", MINUS)
    assert f"{result.quarters[1]} to {result.quarters[-1]}: {total} with the programme, {total} without (bn)" in costs
    assert "每季億美元" in text_of(of_id(page, "costs"))
    assert "每季十億美元" not in text_of(of_id(page, "costs"))


def test_a_result_without_the_account_has_no_income(result, parsed):
    assert "central bank's income" not in text_of(of_id(parsed(result), "costs"))


def test_reproduction_names_the_scenario_draws_and_seed(result, drawn):
    assert "qelab run fed_2010_lsap2 --report fed_2010_lsap2.html" in reproduce(result)
    assert "qelab run fed_2010_lsap2 --draws 40 --seed 7 --report" in reproduce(drawn)


def test_a_changed_scenario_comes_along_as_a_file_that_reads_back(made_up, tmp_path):
    from html import unescape

    from qelab.policy.scenario import Scenario

    changed = scenario("fed_2010_lsap2").with_(size_bn=1200, label="Doubled")
    text = reproduce(made_up(changed))
    assert "qelab run fed_2010_lsap2.toml" in text
    file = tmp_path / "fed_2010_lsap2.toml"
    file.write_text(unescape(re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", text, re.S)[-1]), encoding="utf-8")
    assert Scenario.from_toml(file) == changed


def test_text_from_outside_cannot_become_markup(made_up):
    nasty = scenario("fed_2010_lsap2").with_(label="</style><script>alert(1)</script> & co")
    page = report_html(made_up(nasty))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
