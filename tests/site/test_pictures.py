"""What becomes of pictures: readers get small files that tell nothing else; editors hear of what is wrong."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from digest.content import inspection
from digest.site import darkroom
from tests.desk import Desk
from tests.site.photos import deep, drawing, exchanged_colours, moving, photo, saved, shown

LONG_AGO = 1_600_000_000


def place(desk: Desk, path: str, data: bytes) -> None:
    """Put a picture on the desk that has been lying there for a while, so that its stamp is believed."""
    desk.write(path, data)
    os.utime(desk.root / path, (LONG_AGO, LONG_AGO))


def tags(page: str, name: str = "img") -> list[dict[str, str]]:
    """The attributes of every element of a name."""
    found = re.findall(rf"<{name}\b([^>]*)>", page)
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', each)) for each in found]


def files(srcset: str) -> dict[str, str]:
    """The addresses of a srcset by their widths."""
    return {width: url for url, width in (each.split(" ") for each in srcset.split(", "))}


@pytest.fixture
def lit(desk: Desk) -> Desk:
    """A desk with an article that has a photograph, and two more in its text."""
    place(desk, "static/images/start.jpg", photo())
    place(desk, "content/articles/mast.jpg", photo(300, 210))
    body = "Пуск.\n\n![Мачта](mast.jpg)\n\n![Старт](/images/start.jpg)"
    desk.article(slug="a", body=body, image={"src": "/images/start.jpg", "alt": "Ракета на старте"})
    return desk


def test_the_picture_of_an_article_comes_in_two_widths_and_for_every_browser(lit: Desk) -> None:
    assert lit.build().status == 0
    page = lit.page("/2020/01/a/")
    first, source = tags(page)[0], tags(page, "source")[0]
    assert first["alt"] == "Ракета на старте"
    assert (first["width"], first["height"], first["fetchpriority"]) == ("700", "440", "high")
    assert "loading" not in first
    assert source["type"] == "image/avif"
    assert source["sizes"]
    assert [*files(source["srcset"])] == ["640w", "700w"]
    made = lit.tree()
    for width, url in files(source["srcset"]).items():
        picture = shown(made[url[1:]])
        assert (picture.format, f"{picture.width}w") == ("AVIF", width)
    assert (shown(made[first["src"][1:]]).format, shown(made[first["src"][1:]]).size) == ("JPEG", (700, 440))


def test_pictures_of_a_text_come_later_and_know_their_size(lit: Desk) -> None:
    lit.build()
    _, mast, start = tags(lit.page("/2020/01/a/"))
    assert (mast["alt"], mast["width"], mast["height"], mast["loading"]) == ("Мачта", "300", "210", "lazy")
    assert (start["alt"], start["width"], start["loading"]) == ("Старт", "700", "lazy")


def test_a_picture_of_more_greys_than_a_screen_has_keeps_its_light(desk: Desk) -> None:
    place(desk, "static/a.png", deep())
    desk.article(slug="a", body="![Снимок](/a.png)")
    desk.build()
    made = shown(desk.tree()[tags(desk.page("/2020/01/a/"))[0]["src"].lstrip("/")]).convert("L")
    assert all(abs(made.getpixel((x, 50)) - x) < 4 for x in (10, 128, 245))


def test_the_first_picture_of_a_text_comes_at_once_where_the_article_has_none(desk: Desk) -> None:
    place(desk, "static/a.jpg", photo(300, 200))
    desk.article(slug="a", body="![Раз](/a.jpg)\n\n![Два](/a.jpg)")
    desk.build()
    first, second = tags(desk.page("/2020/01/a/"))
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")
    assert (second.get("loading"), second.get("fetchpriority")) == ("lazy", None)


def test_pictures_stand_in_issues_topics_and_pages_as_well(desk: Desk) -> None:
    place(desk, "static/a.jpg", photo(300, 200))
    desk.article(slug="a", topics=["Байконур"])
    desk.write("content/topics/b.md", "---\ntitle: Байконур\n---\n\n![Степь](/a.jpg)\n")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\n![Степь](/a.jpg)\n")
    desk.issue(1, "a", body="![Степь](/a.jpg)", image={"src": "/a.jpg", "alt": "Степь"})
    desk.build()
    for url in ("/topics/b/", "/about/", "/issues/1/"):
        assert all(each["width"] == "300" for each in tags(desk.page(url))), url
        assert tags(desk.page(url), "source"), url


def test_a_site_below_a_path_finds_its_pictures(lit: Desk) -> None:
    lit.settings(base_url="https://example.org/repo/")
    lit.build()
    page = lit.page("/2020/01/a/")
    addresses = [each["src"] for each in tags(page)]
    addresses += [url for each in tags(page, "source") for url in files(each["srcset"]).values()]
    assert len(addresses) == 8
    assert all(lit.has(url.removeprefix("/repo")) for url in addresses)


def test_a_picture_elsewhere_stays_as_it_is(desk: Desk) -> None:
    desk.article(slug="a", body="![Старт](https://example.com/a.jpg)", image="https://example.com/b.jpg")
    assert desk.build().status == 0
    own, text = tags(desk.page("/2020/01/a/"))
    assert (own["src"], text["src"]) == ("https://example.com/b.jpg", "https://example.com/a.jpg")
    assert "width" not in own
    assert "width" not in text


def test_a_picture_stands_upright_as_its_camera_was_held(desk: Desk) -> None:
    place(desk, "static/a.jpg", photo(400, 250, turned=6))
    desk.article(slug="a", image={"src": "/a.jpg", "alt": "Башня"})
    desk.build()
    (own,) = tags(desk.page("/2020/01/a/"))
    assert (own["width"], own["height"]) == ("250", "400")
    assert shown(desk.tree()[own["src"][1:]]).size == (250, 400)
    assert dict(shown(desk.tree()["a.jpg"]).getexif()) == {0x0112: 6}


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_of_colours_becomes_srgb(desk: Desk, mode: str) -> None:
    """The profile calls red what sRGB calls blue: whoever drops it alone shows the wrong colours."""
    red = (200, 20, 20) if mode == "RGB" else (200, 20, 20, 255)
    place(desk, "static/a.webp", saved(Image.new(mode, (700, 400), red), "WEBP", icc_profile=exchanged_colours()))
    desk.article(slug="a", image={"src": "/a.webp", "alt": "Старт"})
    assert desk.build().status == 0
    page = desk.page("/2020/01/a/")
    for url in (tags(page)[0]["src"], *files(tags(page, "source")[0]["srcset"]).values()):
        made = shown(desk.tree()[url[1:]])
        assert "icc_profile" not in made.info
        assert made.convert("RGB").getpixel((50, 50)) == pytest.approx((20, 20, 200), abs=12), url


def test_colours_for_print_become_those_of_screens(desk: Desk) -> None:
    place(desk, "static/a.jpg", saved(Image.new("CMYK", (700, 400), (0, 255, 255, 0)), "JPEG"))
    desk.article(slug="a", image={"src": "/a.jpg", "alt": "Старт"})
    assert desk.build().status == 0
    assert shown(desk.tree()[tags(desk.page("/2020/01/a/"))[0]["src"][1:]]).mode == "RGB"


def test_a_picture_that_can_be_seen_through_stays_so(desk: Desk) -> None:
    place(desk, "static/a.png", photo(400, 300, "PNG", mode="RGBA"))
    desk.article(slug="a", image={"src": "/a.png", "alt": "Знак"})
    desk.build()
    (own,) = tags(desk.page("/2020/01/a/"))
    assert shown(desk.tree()[own["src"][1:]]).mode == "RGBA"


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", drawing(), ("300", "300")),
        ("a.gif", moving(), ("90", "60")),
        ("a.webp", moving("WEBP"), ("90", "60")),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9"/></svg>',
            ("40", "30"),
        ),
    ],
    ids=["few colours", "animated GIF", "animated WebP", "SVG"],
)
def test_what_its_own_format_keeps_best_stays_as_it_is(
    desk: Desk, name: str, data: bytes, size: tuple[str, str]
) -> None:
    place(desk, f"static/{name}", data)
    desk.article(slug="a", body=f"![Схема](/{name})")
    assert desk.build().status == 0
    (own,) = tags(desk.page("/2020/01/a/"))
    assert (own["src"], (own["width"], own["height"])) == (f"/{name}", size)
    assert desk.tree()[name] == data


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the fault must be inherited")
@pytest.mark.parametrize("fatal", ["_decoded", "_encoded"])
def test_a_picture_that_kills_its_decoder_is_named_and_takes_nothing_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fatal: str
) -> None:
    module = inspection if fatal == "_decoded" else darkroom
    whole = getattr(module, fatal)

    def fragile(what: Any, *more: Any) -> Any:
        wide = what if isinstance(what, bytes) else what.size
        if wide in (hostile, (310, 200)):
            os.kill(os.getpid(), signal.SIGSEGV)
        return whole(what, *more)

    hostile = photo(310, 200)
    place(desk, "static/a.jpg", hostile)
    place(desk, "static/b.jpg", photo(300, 200))
    desk.article(slug="a", body="До.\n\n![Раз](/a.jpg)\n\n![Два](/b.jpg)\n\nПосле.")
    monkeypatch.setattr(module, fatal, fragile)
    outcome = desk.build()
    assert outcome.status == 1
    assert re.search(r"static/a\.jpg: error\[picture\]: .* broke down over", outcome.err)
    if fatal == "_decoded":
        assert outcome.err.count("error[picture]") == 1
        assert [each["alt"] for each in tags(desk.page("/2020/01/a/"))] == ["Два"]
        assert desk.build().err.count("error[picture]") == 1  # which is known, and not tried again


def test_a_picture_that_is_not_there_leaves_its_words(desk: Desk) -> None:
    desk.article(slug="a", body="До.\n\n![Башня & мачта](a.jpg)")
    desk.build()
    page = desk.page("/2020/01/a/")
    assert tags(page) == []
    assert "<span>Башня &amp; мачта</span>" in page


def test_an_unchanged_picture_is_never_made_again(lit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lit.build()
    before = lit.tree()
    monkeypatch.setattr(darkroom, "developed", None)
    lit.edit("content/articles/a.md", "Пуск.", "Пуск состоялся.")
    assert lit.build().status == 0
    lit.run("build", "--output", "elsewhere")  # not even where the site is built anew
    assert {path: data for path, data in lit.tree("elsewhere").items() if path.startswith("pictures/")} == {
        path: data for path, data in before.items() if path.startswith("pictures/")
    }


def test_another_picture_of_the_same_name_has_other_files(lit: Desk) -> None:
    lit.build()
    before = {path for path in lit.tree() if path.startswith("pictures/")}
    lit.write("static/images/start.jpg", photo(750, 400))
    lit.build()
    after = {path for path in lit.tree() if path.startswith("pictures/")}
    assert len(before) == len(after) == 5
    assert len(before & after) == 2  # those of the other picture
    assert lit.run("build", "--verify").status == 0


def test_a_torn_file_of_the_store_is_made_again(lit: Desk) -> None:
    lit.build()
    whole = lit.tree()
    for path in (lit.root / ".digest/pictures").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    lit.run("build", "--output", "elsewhere")
    assert lit.tree("elsewhere") == whole


def test_many_pictures_are_made_by_several_processes_to_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for jobs in ("1", "3"):
        desk = Desk(tmp_path / jobs)
        for number in range(10):
            place(desk, f"static/{number}.jpg", photo(100 + number, 60))
        desk.article(slug="a", body="\n\n".join(f"![Старт](/{number}.jpg)" for number in range(10)))
        assert desk.build("--jobs", jobs).status == 0
        trees.append(desk.tree())
    assert trees[0] == trees[1]


def test_feeds_and_mails_have_one_file_of_each_picture(lit: Desk) -> None:
    lit.settings(mail={"from": "Орбита <digest@example.org>"})
    lit.issue(1, "a", body="![Старт](/images/start.jpg)")
    lit.build()
    for path in ("feed.xml", "feed.json", "issues/feed.xml"):
        text = lit.read(f"public/{path}")
        assert "<picture" not in text, path
        assert "&lt;picture" not in text, path
        assert re.search(r"https://example\.org/pictures/\w+-700\.jpg", text), path


def test_pictures_of_unlucky_names_are_found(desk: Desk) -> None:
    place(desk, "static/старт-1&2.jpg", photo(300, 200))
    place(desk, "content/articles/на старте.jpg", photo(200, 100))
    body = "![Старт](</старт-1&2.jpg>)\n\n![Старт](<на старте.jpg>)"
    desk.article(slug="a", body=body, image={"src": "/старт-1&2.jpg", "alt": "Старт"})
    assert desk.build().status == 0
    assert [each["width"] for each in tags(desk.page("/2020/01/a/"))] == ["300", "300", "200"]


def test_a_check_tells_of_pictures_without_words_wherever_they_stand(desk: Desk) -> None:
    place(desk, "static/a.jpg", photo(300, 200))
    desk.article(slug="a", body="![](/a.jpg)\n\n![][b]\n\n[b]: /a.jpg", image="/a.jpg")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\n![ ](/a.jpg)\n")
    said = desk.run("check").err
    assert said.count("[alt]: the picture has no alternative text") == 4


def test_a_check_tells_of_html_without_words_too(desk: Desk) -> None:
    desk.settings(markdown={"html": True})
    place(desk, "static/a.jpg", photo(300, 200))
    body = '<img src="/a.jpg">\n\n<img\n src="/a.jpg"\n title="alt > все">\n\n'
    body += '<img alt="" src="/a.jpg"> <IMG\nALT = "Старт" src="/a.jpg">\n\n```\n<img src="/a.jpg">\n```\n'
    desk.article(slug="a", body=body)
    said = desk.run("check").err
    assert said.count("[alt]: the picture has no alternative text") == 2
    assert 'say what the picture shows: `alt="…"`' in said
