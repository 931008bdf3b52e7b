"""What is measured is measured right: the places where a benchmark could flatter us."""

import json
import re
import shutil
import sys

import pytest

from benchmarks import barest, bench_seeds, corpus, rivals, same_site
from digest.roots import root, words
from digest.site.search_coding import LEVEL, decoded

SCORER = """
import hashlib
def strip_md(text): return text.replace("#", "")
def score_page(truth, prediction, page):
    right = len(set(truth["body"].split()) & set(prediction["body"].split()))
    wrong = len(set(prediction["body"].split())) - right
    missing = len(set(truth["body"].split())) - right
    told = {"t": (right, wrong, missing), "acc": 0.0, "wf1": 0.5, "lines": (right, wrong, missing), "id": truth["id"]}
    return told | {"title": "ok" if prediction["title"] == truth["title"] else "wrong"}
class Cover:
    def __init__(self, text): self.lines = set(text.split("\\n"))
    def labels(self, lines): return [line in self.lines for line in lines]
"""
BODY = "Ракета стартовала с космодрома и вывела на орбиту спутник связи, сообщили в агентстве. Это третий пуск за год."
MENU = "Главная\nКонтакты\nПодписка"


@pytest.fixture
def extraction():
    """The package, where the extras that it needs are there."""
    pytest.importorskip("numpy")
    from benchmarks.extraction import contenders, figures, pages, predicted, worst

    return {"contenders": contenders, "figures": figures, "pages": pages, "predicted": predicted, "worst": worst}


@pytest.fixture
def dev(tmp_path):
    """Four pages of two sites, and a script that scores."""
    for number in range(4):
        folder = tmp_path / f"dev/p{number}"
        folder.mkdir(parents=True)
        body = f"{number}. {BODY}"
        truth = {"id": f"p{number}", "site": f"{number % 2}.example", "source_dataset": "ours", "lang": "ru"}
        (folder / "truth.json").write_text(json.dumps(truth | {"body": body, "title": "Спутник связи"}), "utf-8")
        text = f"{MENU}\nСпутник связи\n{body}\n"
        for name in ("page.txt", "page.rp.txt"):
            (folder / name).write_text(text, "utf-8")
    (tmp_path / "score.py").write_text(SCORER, "utf-8")
    return tmp_path


def run(extraction, dev, name, kept=None):
    job = extraction["predicted"].Job("txt", name, extraction["pages"].scorer(dev, None))
    found = extraction["pages"].pages(dev)
    return job, found, extraction["predicted"].scored(job, found, kept or extraction["predicted"].Kept(None), 1)


def test_a_missing_script_is_named_with_the_places_where_it_was_looked_for(extraction, tmp_path):
    with pytest.raises(SystemExit) as error:
        extraction["pages"].scorer(tmp_path, tmp_path / "score.py")
    told = f"score.py is not here (looked for {tmp_path / 'score.py'}): name it with --scorer; it comes with the pages"
    assert str(error.value) == told


def test_every_page_is_scored_for_every_contender(extraction, dev):
    _, _, rows = run(extraction, dev, "untouched")
    assert sorted(rows) == ["p0", "p1", "p2", "p3"]
    assert rows["p0"]["score"]["t"][2] == 0
    assert rows["p0"]["score"]["t"][1] == 5


def test_a_library_is_asked_once_and_our_own_program_each_time(extraction, dev, tmp_path):
    kept = extraction["predicted"].Kept(tmp_path / "kept")
    run(extraction, dev, "untouched", kept)
    run(extraction, dev, "Digest", kept)
    for path in dev.glob("dev/*/page.txt"):
        path.write_text("другое", "utf-8")
    theirs = run(extraction, dev, "untouched", kept)[2]
    assert all(BODY in row["prediction"]["body"] for row in theirs.values())
    ours = run(extraction, dev, "Digest", kept)[2]
    assert {row["prediction"]["refused"] for row in ours.values()} == {"no-article"}


def test_each_page_meets_the_weights_that_have_not_seen_its_site(extraction, dev, monkeypatch):
    (dev / "folds.json").write_text('{"0.example": 0, "1.example": 1}')
    used = []

    class Learned:
        use = used.append

    monkeypatch.setattr(extraction["contenders"], "import_module", lambda name: Learned)
    ours = extraction["contenders"].Ours(dev)
    for page in ours.order(extraction["pages"].pages(dev)):
        ours.run(page, "txt")
    assert used == [dev / "fold-0", dev / "fold-1"]


def test_a_contender_does_not_differ_from_itself_and_the_intervals_are_drawn_by_site(extraction, dev):
    figures = extraction["figures"]
    _, found, rows = run(extraction, dev, "untouched")
    all_of = figures.field(found, {"one": rows, "two": rows})
    assert all_of.difference("one", "two", "F1") == figures.Figure(0.0, 0.0, 0.0)
    assert all_of.figure("one", "R") == figures.Figure(1.0, 1.0, 1.0)
    assert all_of.draws.shape == (figures.DRAWS, 2)
    assert all_of.figure("one", "title wrong").value == 1.0


def test_the_worst_pages_say_where_the_furniture_stood(extraction, dev):
    job, found, rows = run(extraction, dev, "untouched")
    (failure,) = extraction["worst"].worst(job, found, rows, 1)
    assert failure.kinds == ("furniture above",)
    assert failure.junk == {"above": 5, "inside": 0, "below": 0}


@pytest.mark.parametrize("kind", bench_seeds.KINDS)
def test_a_seed_of_every_kind_has_the_size_that_was_asked_for(kind):
    made = len(bench_seeds.seed(kind, 20_000).encode())
    assert 18_000 < made <= 20_000


@pytest.fixture
def asked(tmp_path):
    """What a site of six articles must hold."""
    corpus.write(tmp_path / "site", 6, words=12, tags=range(2, 4))
    return same_site.asked(tmp_path / "site/content/articles")


def page(title, links):
    return f"<h1>{title}</h1>" + "".join(f'<a href="{link}">…</a>' for link in links)


@pytest.fixture
def output(asked, tmp_path):
    """Such a site, as some program might have made it."""
    files = {}
    for number, titles in asked.titles.items():
        links = [f"/{kind}/slovo-{each}/" for kind, each in asked.terms[number]]
        files[f"2016/12/news-{number:06}/index.html"] = page(min(titles), links)
    for (kind, term), members in asked.lists.items():
        place = f"{kind}/slovo-{term}/" if kind else ""
        links = [f"/2016/12/news-{number:06}/" for number in sorted(members)]
        files[f"{place}feed.xml"] = page("Лента", links)
        files[f"{place}index.html"] = page("Первая", links[:2])
        files[f"{place}page/2/index.html"] = page("Вторая", links[2:])
    for name, text in files.items():
        path = tmp_path / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "public"


def test_a_site_with_all_that_was_asked_for_differs_in_nothing(asked, output):
    assert list(same_site.differences(asked, same_site.made(output))) == []


def test_what_a_site_lacks_is_told(asked, output):
    first, second = (output / f"2016/12/news-{number:06}/index.html" for number in range(2))
    first.write_text(first.read_text("utf-8").replace("<h1>", "<h1>Не "), "utf-8")
    second.unlink()
    (output / "page/2/index.html").unlink()
    (output / "feed.xml").unlink()
    assert list(same_site.differences(asked, same_site.made(output))) == [
        "2 of 6 titles lack something, as that of 0",
        "1 of 6 terms of articles lack something, as that of 1",
        f"1 of {len(asked.lists)} lists lack something, as that of ('', 0)",
        f"1 of {len(asked.lists)} feeds lack something, as that of ('', 0)",
    ]


LEAST = {
    "barest": barest.Asked(),
    "plain": barest.Asked(typography=False),
    "whole": barest.Asked(whole=True),
    "house": barest.Asked(whole=True, house=True),
}


@pytest.mark.skipif(sys.platform == "win32", reason="it shares out its work by fork")
@pytest.mark.parametrize("asked", LEAST.values(), ids=LEAST)
def test_the_least_that_python_can_do_makes_the_pages_that_are_asked_for(tmp_path, monkeypatch, asked):
    source = rivals.corpus_of(45, tmp_path / "source")
    shutil.copytree(rivals.SITES / "barest", tmp_path / "site")
    shutil.copytree(source / "content", tmp_path / "site/content")
    monkeypatch.chdir(tmp_path / "site")
    barest.build(asked)
    public = tmp_path / "site/public"
    assert list(same_site.differences(same_site.asked(source / "content/articles"), same_site.made(public))) == []
    assert (public / "page/3/index.html").exists()
    assert asked.whole == (public / "search").exists() == (tmp_path / "site/.record").exists()
    assert len([*public.glob("cards/*.png")]) == (45 if asked.house else 0)
    assert ((public / "articles/news-000007/index.html").stat().st_size == 16_000) == asked.house


@pytest.mark.skipif(sys.platform == "win32", reason="it shares out its work by fork")
def test_the_least_with_all_besides_has_search_feeds_facts_and_a_record(tmp_path, monkeypatch):
    source = rivals.corpus_of(45, tmp_path / "source")
    shutil.copytree(rivals.SITES / "barest", tmp_path, dirs_exist_ok=True)
    shutil.copytree(source / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    barest.build(barest.Asked(whole=True))
    public = tmp_path / "public"
    page = (public / "articles/news-000007/index.html").read_text("utf-8")
    facts = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert facts["url"] == "/articles/news-000007/"
    assert f"<h1>{facts['headline']}</h1>" in page
    shown = [row for path in public.glob("search/[0-9]*.json") for row in json.loads(path.read_bytes())]
    assert len(shown) == len(json.loads((public / "feed.json").read_bytes())["items"]) + 25 == 45
    found = {
        each: text for path in public.glob("search/s*.json") for each, text in json.loads(path.read_bytes()).items()
    }
    word = root(words(facts["headline"])[0])
    number = next(at for at, row in enumerate(shown) if row[1] == facts["url"])
    assert number in {each >> LEVEL for each in decoded(found[word])}
    recorded = [line for path in tmp_path.glob(".record/*") for line in path.read_text("utf-8").splitlines()]
    assert len(recorded) == sum(1 for path in public.rglob("*") if path.is_file())


def test_what_a_full_site_lacks_besides_is_told(asked, output, tmp_path):
    full = same_site.asked(tmp_path / "site/content/articles", full=True)
    lists, periods = len(full.lists), len(full.periods)
    full.related.update(range(6))
    assert list(same_site.differences(full, same_site.made(output))) == [
        f"{lists} of {lists} feeds in JSON lack something, as that of {next(iter(full.lists))}",
        f"{periods} of {periods} years and months lack something, as that of {next(iter(full.periods))}",
        "6 of 6 structured data of articles are missing",
        "6 of 6 articles in the data of the search are missing",
        "0 articles have related ones, but 6 share two rare tags",
    ]


def test_structured_data_that_does_not_parse_is_none(output):
    article = output / "2016/12/news-000000/index.html"
    page = article.read_text("utf-8")
    for said, found in (("{}}", set()), ('{"@type": "NewsArticle"}', {0})):
        article.write_text(f'{page}<script type="application/ld+json">{said}</script>', "utf-8")
        assert same_site.made(output).structured == found


def test_digest_makes_all_that_a_full_site_is_asked_for(tmp_path):
    source = rivals.corpus_of(45, tmp_path / "source")
    for path in (source / "content/articles").iterdir():
        text = re.sub(r"^tags: .*", "tags: [Ракеты 1, Луна 2]", path.read_text("utf-8"), flags=re.MULTILINE)
        if int(path.stem[-2:]) < 3:
            path.write_text(text, "utf-8")
    (cardless,) = (each for each in rivals.rivals() if each.name == "Digest-cardless")
    rivals.lay_out(cardless, source, tmp_path / "site")
    rivals.build(cardless, tmp_path / "site")
    asked = same_site.asked(source / "content/articles", full=True)
    assert asked.related >= {0, 1, 2}
    assert list(same_site.differences(asked, same_site.made(tmp_path / "site/public"))) == []
    public = tmp_path / "site/public"
    assert not list(public.rglob("*card*"))
    for each in public.glob("archive/*/*/index.html"):
        each.write_text("<h1>…</h1>", "utf-8")
    (public / "feed.xml").write_text("<feed/>", "utf-8")
    feed = json.loads((public / "feed.json").read_bytes())
    (public / "feed.json").write_text(json.dumps({"items": [{**each, "content_html": ""} for each in feed["items"]]}))
    shutil.rmtree(public / "search/index")
    said = " ".join(same_site.differences(asked, same_site.made(public)))
    assert all(
        each in said for each in ("1 of 149 feeds lack", "1 of 149 feeds in JSON lack", "months lack", "45 of 45")
    )
