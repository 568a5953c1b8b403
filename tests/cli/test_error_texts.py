"""Every code of ``messages.csv``, rendered with sample values in both languages, against one recorded file.

A new code needs nothing here but a fresh recording (QELAB_GOLDEN=write), and a sample for a new placeholder (``samples.py``).
"""

import json

import pytest

from qelab.cli.phrases import localised
from qelab.core.errors import messages


def test_texts_of_all_codes(golden, example):
    lines = []
    for code in messages():
        error = example(code)
        texts = (localised(error, lang).render(lang) for lang in ("en", "zh-Hant"))
        lines += [f"exit code {error.exit_code}", *texts, ""]
    golden("errors.txt", "\n".join(lines))


@pytest.mark.parametrize("code", messages())
@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_document_has_the_four_keys(example, code, lang):
    document = json.loads(json.dumps(localised(example(code), lang).as_json(lang)))
    assert list(document) == ["code", "message", "hint", "path"]
    assert document["code"] == code
    assert document["message"]
    assert "{" not in document["message"]


def test_codes_are_sorted_unique_and_have_a_known_exit_code():
    codes = list(messages())
    assert codes == sorted(set(codes))
    assert {message.exit_code for message in messages().values()} <= {1, 2, 3, 4, 5, 6}


def test_only_a_defect_has_the_exit_code_of_a_defect():
    assert [code for code, message in messages().items() if message.exit_code == 1] == ["QE899"]
