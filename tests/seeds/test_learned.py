"""What was learned: trees that read like what they do, features of every block, and a page that is told apart."""

import json
import os
import subprocess
import sys
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.seeds.blocks import Block, Element, Facts
from digest.seeds.classes import class_grams, classes
from digest.seeds.cues import cues, grams
from digest.seeds.holders import holders
from digest.seeds.learned import FOLDER, Odds, answers, heard, model, seen, seen_again
from digest.seeds.looks import CUT, GOING_ON, NOTHING, STOP, look
from digest.seeds.places import places
from digest.seeds.trees import forest
from tests.desk import REPOSITORY

PROSE = "Зонд передал снимки кратера, на дне которого, как показал спектрометр, когда-то стояла вода."


def block(text, line=1, **more):
    return Block(text, line, line, **more)


def walked(tree, row):
    """What a tree answers, by walking through it as it is written down."""
    while isinstance(tree, list):
        name, threshold, low, high = tree
        tree = low if row[name] <= threshold else high
    return tree


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_trees_answer_what_is_written_down(left, right):
    trees = [["a", 0.5, ["b", -1.0, 0.25, -0.5], 1.5], ["b", 2.0, 0.125, ["a", 0.0, -2.0, 3.0]]]
    found = forest({"start": -0.75, "trees": trees})
    row = {"a": left, "b": right}
    total = -0.75 + sum(walked(tree, row) for tree in trees)
    assert found.names == ("a", "b")
    assert found.answers([tuple(row[name] for name in found.names)]) == pytest.approx([1 / (1 + exp(-total))])


@pytest.mark.parametrize("kind", ["text", "page"])
def test_a_model_asks_only_for_features_that_there_are(kind):
    blocks = [block(PROSE, n, around=(Element(1, "div", "content"),)) for n in range(1, 4)]
    looks = [look(each) for each in blocks]
    columns = seen(kind, blocks, looks, [-1.0] * 3, Facts()) | heard(kind, blocks, looks, Odds({}, {}))
    known = model(kind)
    assert set(known.first.names) <= set(columns)
    assert set(known.second.names) <= set(columns) | set(seen_again(kind, blocks, looks, [0.5] * 3))


@pytest.mark.parametrize("kind", ["text", "page"])
def test_what_was_learned_can_be_read_and_is_small(kind):
    path = FOLDER / f"{kind}.json"
    lines = path.read_text("utf-8").splitlines()
    assert path.stat().st_size < 1_000_000
    assert max(map(len, lines)) < 4_000
    assert set(json.loads("\n".join(lines))) == {"cues", "classes", "first", "second", "headline"}


@given(st.lists(st.text(max_size=80).filter(str.strip), min_size=1, max_size=12))
def test_every_block_gets_one_answer_whatever_it_says(texts):
    blocks = [block(" ".join(text.split()) or "-", number) for number, text in enumerate(texts, 1)]
    looks = [look(each) for each in blocks]
    for kind in ("text", "page"):
        found = answers(kind, blocks, looks, [-1.0] * len(blocks), Facts()).article
        assert len(found) == len(blocks)
        assert all(0 <= answer <= 1 for answer in found)


def test_a_line_is_seen_to_end_like_a_sentence_or_not():
    assert look(block("Зонд сел.")).end == STOP
    assert look(block("Он сказал: «Зонд сел!»")).end == STOP
    assert look(block("Учёные объяснили, почему закат...")).end == CUT
    assert look(block("Учёные объяснили, почему закат…")).end == CUT
    assert look(block("Что было дальше:")).end == GOING_ON
    assert look(block("О проекте")).end == NOTHING


def test_a_chinese_sign_counts_as_three_letters():
    assert look(block("航天器着陆")).letters == 15
    assert look(block("Зонд")).letters == 4


def test_cues_are_words_pairs_of_words_and_the_first_word():
    assert sorted(grams(("read", "more", "news"))) == ["^read", "more", "more news", "news", "read", "read more"]
    assert list(grams(())) == []


def test_a_cue_speaks_for_furniture_or_for_text():
    found = cues([look(block("Subscribe to our newsletter"))], {"^subscribe": 3.0, "newsletter": 2.0, "to": -1.0})
    assert found["cue for furniture"] == [3.0]
    assert found["cue for text"] == [-1.0]
    assert found["cues for furniture"] == [5.0]
    assert found["cues"] == [4.0 / 6]


def test_a_line_that_stands_in_other_seeds_of_its_site_is_less_likely_the_articles():
    texts = [
        "Музей космонавтики",
        *[f"{PROSE} Часть {n}." for n in range(4)],
        "Больше новостей читайте на нашем сайте.",
    ]
    blocks = [block(text, number) for number, text in enumerate(texts, 1)]
    looks = [look(each) for each in blocks]
    alone = answers("text", blocks, looks, [-1.0] * 6, Facts()).article
    known = answers("text", blocks, looks, [1.0, 0.0, 0.0, 0.0, 0.0, 1.0], Facts()).article
    assert known[-1] < alone[-1]


def test_what_elements_are_called_speaks_for_furniture_or_for_text():
    inside = (Element(1, "div", "entry-content"), Element(2, "p"))
    beside = (Element(3, "div", "related-posts"), Element(4, "p"))
    odds = {"entry content": -2.0, "related posts": 3.0, "related": 1.0, "<div>": 0.5}
    found = classes([block(PROSE, 1, around=inside), block(PROSE, 2, around=beside), block(PROSE, 3)], odds)
    assert list(class_grams(inside[0])) == ["<div>", "entry", "content", "entry content"]
    assert found["class for furniture"] == [0.5, 3.0, 0.0]
    assert found["class for text"] == [-2.0, 0.0, 0.0]
    assert found["class 1"] == [0.0, 0.0, 0.0]
    assert found["class 2"] == [-0.5, 4.5 / 4, 0.0]


def test_a_block_is_seen_among_what_else_its_elements_hold():
    page, box = Element(1, "main"), Element(2, "div")
    blocks = [block(PROSE, 1, around=(page, box)), block(PROSE, 2, around=(page, box)), block(PROSE, 3, around=(page,))]
    found = holders(blocks, [0.9, 0.8, 0.1], [9, 9, 9])
    assert found["held 1"] == pytest.approx([0.8, 0.9, 0.85])
    assert found["held 2"] == pytest.approx([0.45, 0.5, -1.0])
    assert found["held share 1"] == pytest.approx([8 / 18, 9 / 18, 17 / 18])
    assert found["held words 1"] == [10, 10, 20]
    assert found["in best"] == [1.0, 1.0, 0.0]


def test_a_line_is_looked_for_in_the_text_that_the_page_states_for_machines():
    stated = Facts(text=f"{PROSE} " * 5, summary="Зонд передал снимки")
    blocks = [block(PROSE, 1), block("Другие новости науки", 2), block("Зонд", 3)]
    found = places(blocks, [look(each) for each in blocks], stated)
    assert found["stated"] == [1.0, 0.0, 1.0]
    assert found["in summary"][0] == 1.0
    assert places(blocks, [look(each) for each in blocks], Facts())["stated"] == [-1.0, -1.0, -1.0]


def test_answers_do_not_depend_on_the_order_in_which_python_has_its_sets():
    """The digits of a sum of odds do, and a threshold may lie between them."""
    program = (
        "from digest.seeds.blocks import Block, Element\n"
        "from digest.seeds.classes import classes\n"
        "words = 'main story body entry content post text wide'\n"
        "odds = {word: (-10.0) ** number for number, word in enumerate(words.split(), 10)}\n"
        "print(classes([Block('', 1, 1, around=(Element(1, 'p', words),))], odds)['class 1'])\n"
        "from digest.seeds.looks import look\n"
        "from digest.seeds.surroundings import surroundings\n"
        "texts = ['one'.join(chr(97 + a) * 4 + ' ' for a in range(26)), 'aaaa bbbb ' * 9, 'aaaa ffff ' * 9]\n"
        "looks = [look(Block(text, 1, 1)) for text in texts * 3]\n"
        "print(surroundings([0.9] * 9, looks, [0] * 9)['often in the article'])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": str(seed)},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in range(3)
    }  # fmt: skip
    assert len(said) == 1
