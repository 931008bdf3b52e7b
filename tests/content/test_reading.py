"""The editor's files as they are found on the disk: what is read, what is told, and that no file takes another down."""

from __future__ import annotations

from digest.content.reading import POOL_FROM, SIZE, cache_key, engine
from tests.content.reader import shelf, situation, told
from tests.desk import Desk

NO_FILE = "  put an ordinary file there, with a name in UTF-8, or take it away"
TANGLED = "too many links are not closed here to be read in time"
HUGE = "it has 4,194,305 bytes; at most 4,194,304 are read"


def everything_told(desk: Desk, **flags: object) -> str:
    found = shelf(desk, **flags)
    return told([*found.problems, *(problem for entry in found.entries for problem in entry.problems)])


def titles(desk: Desk, **flags: object) -> list[str]:
    found = shelf(desk, **flags)
    return [each.title for entry in found.entries if (each := entry.article or entry.leaf)]


def test_an_empty_desk_has_an_empty_shelf(desk: Desk) -> None:
    found = shelf(desk)
    assert (found.entries, found.assets, found.problems) == ((), frozenset(), ())


def test_every_folder_has_its_meaning(desk: Desk) -> None:
    desk.settings(taxonomies={"people": "Люди"})
    for folder in ("pages", "tags", "topics", "sources", "people"):
        desk.write(f"content/{folder}/a.md", f"---\ntitle: Из {folder}\n---\n")
    desk.article("Статья", slug="2020/01/a")
    desk.write("content/articles/a.JPG", b"")
    desk.write("content/images/b.svg", b"")
    found = shelf(desk)
    assert [each.path for entry in found.entries if (each := entry.article or entry.leaf)] == [
        "content/articles/2020/01/a.md",
        "content/pages/a.md",
        "content/people/a.md",
        "content/sources/a.md",
        "content/tags/a.md",
        "content/topics/a.md",
    ]
    assert found.assets == {"content/articles/a.JPG", "content/images/b.svg"}
    assert everything_told(desk) == ""


def test_one_bad_file_takes_no_other_down(desk: Desk) -> None:
    desk.article("Цела", slug="good")
    desk.write("content/articles/a.md", b"---\ntitle: \xff\n---\n")
    desk.write("content/articles/b.md", "---\ntitle: [\n---\n")
    desk.write("content/articles/c.md", "---\ntitle: А\ndate: 2020-01-02\n---\n" + "[a](" * 30_000)
    desk.write("content/articles/d.md", b"x" * (SIZE + 1))
    desk.write("content/articles/e.md", "")
    desk.write("content/articles/f.md", b"\x00" * 100)
    desk.write("content/articles/z.md", "---\ntitle: Последняя\ndate: 2020-01-02\n---\n")
    assert titles(desk) == ["Цела", "Последняя"]
    assert [line for line in everything_told(desk).splitlines() if "error[" in line] == [
        "content/articles/a.md:2: error[encoding]: this is not UTF-8: byte 11 is 0xff",
        "content/articles/b.md:2:9: error[yaml]: YAML breaks off here",
        f"content/articles/c.md:5: error[markdown]: {TANGLED}",
        f"content/articles/d.md: error[size]: cannot read content/articles/d.md: {HUGE}",
        "content/articles/e.md:1: error[front-matter]: there is no front matter",
        "content/articles/f.md:1: error[front-matter]: there is no front matter",
    ]


def test_a_file_in_the_wrong_place_is_told(desk: Desk) -> None:
    desk.write("content/loose.md", "---\ntitle: А\n---\n")
    desk.write("content/artikles/a.md", "---\ntitle: А\n---\n")
    desk.write("content/articles/notes.txt", "заметки")
    desk.write("content/articles/A.MD", "---\ntitle: А\n---\n")
    folders = ("articles", "pages", "issues", "tags", "topics", "sources")
    move = "move it into " + ", ".join(f"content/{name}/" for name in folders)
    ends = "articles end in .md, what they show in .jpg, .jpeg, .png, .gif, .webp, .avif, .svg, .pdf, .mp3, .mp4"
    assert sorted(everything_told(desk).split("\ncontent/")) == sorted(
        (
            f"content/articles/A.MD: warning[file]: no page is made of this file\n  {ends}\n"
            f"content/articles/notes.txt: warning[file]: no page is made of this file\n  {ends}\n"
            f"content/artikles/a.md: warning[folder]: no page is made of this file\n  {move}\n"
            f"content/loose.md: warning[folder]: no page is made of this file\n  {move}"
        ).split("\ncontent/")
    )


def test_a_text_from_the_article_before_never_reaches_the_next(desk: Desk) -> None:
    desk.article("А", "[x]: https://example.org/\n*[МКС]: станция\n\n# Глава\n\nx[^1]\n\n[^1]: раз", slug="a")
    desk.article("Б", "[x] МКС[^1]\n\n# Глава", slug="b")
    text = [entry.article.text for entry in shelf(desk).entries if entry.article][1]
    assert text.html == '<p>[x] МКС[^1]</p>\n<h2 id="glava">Глава</h2>'


def test_many_files_are_read_by_many_hands_with_the_same_outcome(desk: Desk) -> None:
    for number in range(POOL_FROM + 10):
        desk.article(f"Статья {number}", f"[a](нет{number}.md)" if number % 7 else "- " * 50, slug=f"a{number}")
    assert repr(shelf(desk, jobs=2)) == repr(shelf(desk, jobs=1))


def test_the_order_of_the_shelf_is_that_of_the_paths(desk: Desk) -> None:
    for name in ("я", "b", "a/c", "a-b", "B"):
        desk.article(name, slug=name)
    assert titles(desk) == ["B", "a-b", "a/c", "b", "я"]


def test_the_cache_is_known_by_the_settings_that_decide_what_is_read(desk: Desk) -> None:
    keys = [cache_key(situation(desk).site)]
    for setting in (
        {"language": "en"},
        {"timezone": "UTC"},
        {"permalinks": {"articles": "/{slug}/"}},
        {"taxonomies": {"people": "Люди"}},
        {"markdown": {"html": True}},
    ):
        desk.settings(**setting)
        keys.append(cache_key(situation(desk).site))
    assert len(set(keys)) == 6
    desk.settings(title="Другое имя", paginate=5, base_url="https://example.com/")
    assert cache_key(situation(desk).site) == keys[-1]
    assert engine() == engine()
