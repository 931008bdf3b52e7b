"""What the converter learns from is right: every line of a page has its answer once, whatever form the page is in."""

import pytest

pytest.importorskip("sklearn", reason="scikit-learn is asked only where the converter is trained")

import numpy as np

from benchmarks.extraction.pages import pages, scorer
from benchmarks.learning.examples import CUT, examples, fold_of
from benchmarks.learning.fitting import cues_of, odds
from tests.test_benchmarks import dev  # noqa: F401

TITLE = "Спутник связи"


@pytest.fixture
def known(dev, monkeypatch):  # noqa: F811
    judge = scorer(dev, None).module
    judge.nt = lambda text: " ".join((text or "").lower().split())
    return examples(pages(dev), "text", judge)


def test_every_form_of_a_page_is_an_example_and_some_are_cut_out_of_it(known):
    forms = [each.form for each in known]
    assert (forms.count("rp"), forms.count("txt")) == (4, 4)
    assert 0 < forms.count(CUT) < 8


def test_a_line_is_the_articles_or_the_headline_or_neither(known):
    whole = next(each for each in known if each.form == "txt")
    assert list(whole.truth) == [0, 0, 0, 0, 1]
    assert list(whole.headline) == [0, 0, 0, 1, 0]
    assert whole.weights.sum() == pytest.approx(whole.weight)


def test_a_cut_example_keeps_its_lines_with_their_answers(known):
    for each in (each for each in known if each.form == CUT):
        assert each.truth.sum() == 1
        assert len(each.blocks) == len(each.truth) == len(each.headline) == len(each.looks)
        assert all(len(column) == len(each.blocks) for column in each.columns.values())


def test_of_equal_lines_only_so_many_are_the_articles_as_it_has(dev):  # noqa: F811
    for path in dev.glob("dev/*/page.txt"):
        body = path.read_text("utf-8").splitlines()[-1]
        path.write_text(f"{body}\nГлавная\nКонтакты\n{TITLE}\n{body}\n", "utf-8")
    judge = scorer(dev, None).module
    judge.nt = str
    found = [each for each in examples(pages(dev), "text", judge) if each.form == "txt"]
    assert [int(each.truth.sum()) for each in found] == [1, 1, 1, 1]


def test_a_word_counts_once_a_site(known):
    heard = cues_of(known)
    assert "главная" in heard.furniture["0.example"]
    assert "главная" not in heard.article["0.example"]
    found = odds(heard, {f"{number}.example" for number in range(2)})
    assert all(abs(value) >= 0.9 for value in found.values())


def test_a_site_is_in_one_part_only():
    parts = [fold_of(f"{number}.example", 4) for number in range(200)]
    assert parts == [fold_of(f"{number}.example", 4) for number in range(200)]
    assert np.bincount(parts).min() > 20
