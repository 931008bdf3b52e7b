"""A folder of seeds as they lie about: what is no seed is named, the rest is converted, and nothing is made twice."""

import io
import os
import re
import socket
import tarfile
import zipfile

import pytest

from tests.desk import Desk
from tests.seeds.test_folder import ARTICLE, BODY, RECORD, SEED, articles, converted, files, reasons


def test_c1_seeds_without_an_article_are_named_and_the_rest_is_converted(desk):
    for name, text in {"a": "", "b": "я", "c": "  \n \n", "d": "Войти\nГлавная\n12\n28.07 14:54\n", "e": SEED}.items():
        desk.write(f"seeds/{name}.txt", text)
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == ["seeds/e.txt"]
    assert [str(problem) for problem in outcome.problems] == [
        "seeds/a.txt: error[no-article]: seeds/a.txt is empty\n  remove it, or save the article in it once more",
        (
            "seeds/b.txt: error[no-article]: no article found in seeds/b.txt\n"
            "  to see what its lines were taken for: convert --explain seeds/b.txt"
        ),
        "seeds/c.txt: error[no-article]: seeds/c.txt is empty\n  remove it, or save the article in it once more",
        (
            "seeds/d.txt: error[no-article]: no article found in seeds/d.txt\n"
            "  to see what its lines were taken for: convert --explain seeds/d.txt"
        ),
    ]


def test_c2_a_seed_of_more_than_ten_megabytes_is_refused_by_name(desk):
    desk.write("seeds/a.txt", b"a" * (10 * 1024 * 1024 + 1))
    (problem,) = converted(desk).problems
    assert str(problem) == (
        "seeds/a.txt: error[size]: cannot read seeds/a.txt: it has 10,485,761 bytes; at most 10,485,760 are read\n"
        "  divide it"
    )


def test_c16_c27_c28_links_pipes_folders_and_other_files_are_refused_by_name(desk):
    desk.write("seeds/a.txt", SEED)
    (desk.root / "seeds/b.txt").symlink_to("/etc/passwd")
    (desk.root / "seeds/loop").symlink_to(".")
    os.mkfifo(desk.root / "seeds/c.txt")
    desk.write("seeds/d.txt/inside.txt", SEED)
    desk.write("seeds/e.png", b"\x89PNG")
    desk.write("seeds/f.txt", b"\x89PNG\r\n\x1a\n" * 20)
    desk.write("seeds/README.md", "about the seeds")
    outcome = converted(desk)
    assert [(problem.path, problem.code, problem.message) for problem in outcome.problems] == [
        ("seeds/b.txt", "file", "a symbolic link is not followed"),
        ("seeds/c.txt", "file", "this is not an ordinary file"),
        ("seeds/d.txt", "file", "this is a folder, not a seed"),
        ("seeds/e.png", "seed-kind", "this kind of file is not converted"),
        ("seeds/f.txt", "binary", "this is not text: it is a PNG picture"),
        ("seeds/loop", "file", "a symbolic link is not followed"),
    ]


def test_c29_the_same_article_under_two_names_becomes_one_file(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED)
    desk.write("seeds/c.txt", SEED.replace("1295", "7\n\nДругое меню"))
    outcome = converted(desk)
    assert articles(outcome) == [("seeds/a.txt", ARTICLE)]
    assert reasons(outcome) == [
        f"seeds/b.txt: the same bytes as seeds/a.txt, which became {ARTICLE}",
        f"seeds/c.txt: the same text as {ARTICLE}",
    ]


def test_c29_a_copy_is_told_where_the_article_is_that_was_renamed(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    (desk.root / ARTICLE).rename(desk.root / "content/articles/proton.md")
    desk.write("seeds/b.txt", SEED)
    assert reasons(converted(desk)) == [
        "seeds/b.txt: the same bytes as seeds/a.txt, which became content/articles/proton.md"
    ]


def test_c30_namesakes_get_a_steady_suffix(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED.replace("третий", "пятый"))
    first = articles(converted(desk))
    (one, name), (other, namesake) = first
    assert (one, name, other) == ("seeds/a.txt", ARTICLE, "seeds/b.txt")
    assert re.fullmatch(ARTICLE.replace(".md", "-[0-9a-f]{6}.md"), namesake)
    for path in [RECORD, *(article for _, article in first)]:
        desk.delete(path)
    assert articles(converted(desk)) == first


def test_c30_namesakes_of_a_long_title_have_pages_of_their_own(desk):
    title = "Протон вывел спутник связи на орбиту после долгого перерыва и ремонта стартового стола"
    seed = SEED.replace("Протон вывел спутник связи на орбиту", f"{title}\n\n1 марта 2020")
    desk.write("seeds/a.txt", seed)
    desk.write("seeds/b.txt", seed.replace("третий", "пятый"))
    for _, article in articles(converted(desk)):
        desk.write(article, f"---\ntitle: {title}\ndate: 2020-03-01\n---\n\n{BODY}\n")
    outcome = desk.build()
    assert (outcome.status, len(desk.urls("/2020/03/"))) == (0, 2)


@pytest.mark.parametrize(
    "name", ["con.txt", "-rf.txt", "a b.txt", "é🚀.txt", "‮gpj.txt", "new\nline.txt", "a" * 250 + ".txt"]
)
def test_c31_odd_names_of_seeds_do_no_harm(desk, name):
    desk.write(f"seeds/{name}", SEED)
    outcome = converted(desk)
    assert [each.article for each in outcome.converted] == [ARTICLE]
    assert all(each.seed.isprintable() for each in outcome.converted)
    assert converted(desk).unchanged == 1


def test_c31_a_name_that_is_no_utf8_is_named(desk):
    desk.write("seeds/a.txt", SEED)
    with open(os.fsencode(desk.root) + b"/seeds/bad\xff.txt", "w") as file:
        file.write(SEED)
    outcome = converted(desk)
    assert ["name is not UTF-8" in problem.message for problem in outcome.problems] == [True]
    assert [each.seed for each in outcome.converted] == ["seeds/a.txt"]


def test_c9_a_mended_seed_is_told_as_a_warning(desk):
    desk.write("seeds/a.txt", SEED.encode().decode("latin-1").encode())
    outcome = converted(desk)
    assert [each.article for each in outcome.converted] == [ARTICLE]
    assert [(problem.level, problem.message) for problem in outcome.problems] == [
        ("warning", "the text was encoded twice (UTF-8 taken for windows-1252); it was mended")
    ]


def test_c35_converting_twice_changes_no_byte_and_no_time(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED.replace("Протон", "Союз"))
    converted(desk)
    before = files(desk)
    outcome = converted(desk)
    assert (outcome.converted, outcome.unchanged, outcome.skipped, outcome.problems) == ((), 2, (), ())
    assert files(desk) == before


def test_c36_two_conversions_at_once_make_one_of_each(desk):
    for name, rocket in {"a": "Протон", "b": "Союз", "c": "Рокот"}.items():
        desk.write(f"seeds/{name}.txt", SEED.replace("Протон", rocket))
    runs = [desk.spawn("convert") for _ in range(2)]
    assert sorted("3 new seeds" in run.communicate()[0] for run in runs) == [False, True]
    assert len(desk.tree("content/articles")) == 3


def test_c30_namesakes_get_the_same_suffixes_in_whatever_order_their_files_came(desk, tmp_path):
    texts = {name: SEED.replace("третий", f"{number}-й") for number, name in enumerate("abcd", 5)}
    made = []
    for order in ("abcd", "dcba", "cadb"):
        here = Desk(tmp_path / order)
        for name in order:
            here.write(f"seeds/{name}.txt", texts[name])
        made.append(dict(articles(converted(here))))
    assert made[0] == made[1] == made[2]
    assert len(set(made[0].values())) == 4


def test_c27_a_socket_and_a_link_to_a_device_are_refused_by_name(desk):
    desk.write("seeds/a.txt", SEED)
    os.symlink("/dev/zero", desk.root / "seeds/zero.txt")
    os.symlink("нет.txt", desk.root / "seeds/nothing.txt")
    with socket.socket(socket.AF_UNIX) as made:
        before = os.getcwd()
        os.chdir(desk.root / "seeds")  # a socket's whole path may have a hundred letters
        try:
            made.bind("socket.txt")
        finally:
            os.chdir(before)
        outcome = converted(desk)
    assert [(each.path, each.code) for each in outcome.problems] == [
        ("seeds/nothing.txt", "file"),
        ("seeds/socket.txt", "file"),
        ("seeds/zero.txt", "file"),
    ]
    assert len(outcome.converted) == 1


def test_c32_archives_are_named_and_nothing_is_taken_out_of_them(desk):
    """Importing archives is not offered."""
    desk.write("seeds/a.txt", SEED)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("../../slip.txt", "/tmp/slip.txt", "inside.txt"):
            archive.writestr(name, SEED)
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:gz") as archive:
        link = tarfile.TarInfo("slip.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    for name, data in {"z.zip": packed, "z.txt": packed, "t.tar.gz": tarred, "t.txt": tarred}.items():
        desk.write(f"seeds/{name}", data.getvalue())
    outcome = converted(desk)
    assert [(each.path, each.code) for each in outcome.problems] == [
        ("seeds/t.tar.gz", "seed-kind"),
        ("seeds/t.txt", "binary"),
        ("seeds/z.txt", "binary"),
        ("seeds/z.zip", "seed-kind"),
    ]
    assert len(outcome.converted) == 1
    assert not list(desk.root.parent.rglob("slip.txt"))


@pytest.mark.parametrize("name", ["aux.txt", "...txt", "a .txt", "a..txt", "кот.txt ", "{{ 7*7 }}.txt", "‫אב.txt"])
def test_c31_odd_endings_and_reserved_names_do_no_harm(desk, name):
    desk.write(f"seeds/{name}", SEED)
    outcome = converted(desk)
    told = [each.article for each in outcome.converted] + [each.path for each in outcome.problems]
    assert told in ([ARTICLE], ["seeds/кот.txt "], [])
    assert all(each.isprintable() for each in told)
    assert {path for path in desk.tree() if "aux" in path} == set()


@pytest.mark.slow
def test_c37_one_bad_seed_among_a_thousand_is_named_and_the_others_are_converted(desk):
    for number in range(1_000):
        desk.write(
            f"seeds/{number:04}.txt", SEED.replace("Протон", f"Протон-{number}").replace("третий", f"{number}-й")
        )
    desk.write("seeds/0500.txt", b"\x89PNG\r\n\x1a\n" * 20)
    outcome = desk.run("convert")
    assert outcome.status == 1
    assert [line for line in outcome.err.splitlines() if "error[" in line] == [
        "seeds/0500.txt: error[binary]: this is not text: it is a PNG picture"
    ]
    assert len(desk.tree("content/articles")) == 999


def test_c1_c37_a_bad_seed_ends_the_command_with_1_and_takes_no_other_down(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", "Войти\nГлавная\nО нас\n")
    outcome = desk.run("convert")
    assert outcome.status == 1
    assert "no article found in seeds/b.txt" in outcome.err
    assert list(desk.tree("content/articles")) == [ARTICLE.rpartition("/")[2]]
