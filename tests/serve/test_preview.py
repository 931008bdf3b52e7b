"""What a preview shows: everything, under its own path; and what was good, for as long as it is broken."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime

import pytest

from digest.content.article import Entry
from digest.errors import Problem
from digest.fingerprint import of_bytes
from digest.serve.known import Known
from digest.serve.preview import Preview, Shown
from digest.settings import settings
from tests.desk import Desk
from tests.serve.hands import THEME


@pytest.fixture
def preview(site: Desk) -> Preview:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    return Preview(settings(site.root, {}, {}, now), "http://127.0.0.1:8000")


def told(shown: Shown) -> list[str]:
    return [f"{each.path}:{each.line} {each.message}" for each in shown.problems]


def text(shown: Shown, path: str) -> str:
    return shown.files[path].decode("utf-8")


def test_drafts_and_scheduled_articles_are_shown_with_a_badge(site: Desk, preview: Preview) -> None:
    site.article("Черновик", slug="draft", draft=True)
    site.article("Завтра", slug="tomorrow", date="2999-01-01")
    shown = preview.refresh()
    assert '<p class="badge">draft</p>' in text(shown, "2020/01/draft/index.html")
    assert '<p class="badge">scheduled</p>' in text(shown, "2999/01/tomorrow/index.html")
    assert "Черновик</a> draft" in text(shown, "index.html")


def test_the_site_stands_under_its_path_and_its_links_stay_here(preview: Preview) -> None:
    shown = preview.refresh()
    assert shown.base_path == "/repo/"
    assert 'href="/repo/2020/01/proton/"' in text(shown, "index.html")
    assert json.loads(shown.files["feed.json"])["home_page_url"] == "http://127.0.0.1:8000/repo/"


def test_the_preview_is_the_build_with_another_address(site: Desk, preview: Preview) -> None:
    assert site.build("--base-url", "http://127.0.0.1:8000/repo/", "--drafts", "--future").status == 0
    assert dict(preview.refresh().files) == site.tree()


def test_nothing_is_written_but_what_spares_the_next_build_some_drawing(site: Desk, preview: Preview) -> None:
    def tree() -> dict[str, bytes]:
        return {path: data for path, data in site.tree(".").items() if not path.startswith(".digest/pictures/")}

    before = tree()
    preview.refresh()
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    preview.refresh()
    site.edit("content/articles/proton.md", "Новая ракета", "Ракета")
    assert tree() == before


def test_what_a_build_has_read_is_not_read_again(site: Desk) -> None:
    site.build()
    before = (site.root / ".digest/content.sqlite").read_bytes()
    known = Known(settings(site.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)))
    path = "content/articles/proton.md"
    assert known.glance(site.root, path) is None
    entry = known.entry(path, of_bytes((site.root / path).read_bytes()))
    assert entry
    assert entry.article
    assert entry.article.title == "Протон"
    known.save()
    assert (site.root / ".digest/content.sqlite").read_bytes() == before


def test_a_file_is_known_at_a_glance_once_it_has_rested(site: Desk) -> None:
    known = Known(settings(site.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)))
    path, entry = "content/articles/proton.md", Entry()
    file = site.root / path
    for age, seen in ((0, None), (1, None), (1000, entry)):
        os.utime(file, (time.time() - age, time.time() - age))
        known.glance(site.root, path)
        known.keep(path, "name", entry)
        assert known.glance(site.root, path) is seen
    file.write_bytes(file.read_bytes())
    assert known.glance(site.root, path) is None


def test_an_edit_is_seen_on_its_page_and_on_the_lists(site: Desk, preview: Preview) -> None:
    before = preview.refresh()
    site.edit("content/articles/proton.md", "title: Протон", "title: Протон-М")
    after = preview.refresh()
    assert after.state != before.state
    assert "Протон-М" in text(after, "2020/01/proton/index.html")
    assert "Протон-М" in text(after, "index.html")
    assert "Протон-М" in text(after, "feed.xml")


def test_an_edit_right_after_another_of_the_same_length_is_seen(site: Desk, preview: Preview) -> None:
    for word in ("первая", "вторая", "третья"):
        site.article("Протон", f"Правка {word}.", slug="proton")
        assert word in text(preview.refresh(), "2020/01/proton/index.html")


def test_a_file_that_was_read_long_ago_is_read_again_when_it_changes(site: Desk, preview: Preview) -> None:
    file = site.root / "content/articles/proton.md"
    os.utime(file, (time.time() - 1000, time.time() - 1000))
    preview.refresh()
    site.edit("content/articles/proton.md", "Ракета", "Ракеты")
    os.utime(file, (time.time() - 500, time.time() - 500))
    assert "Ракеты" in text(preview.refresh(), "2020/01/proton/index.html")


def test_the_same_bytes_are_the_same_state(site: Desk, preview: Preview) -> None:
    before, text = preview.refresh(), site.read("content/articles/proton.md")
    site.write("content/articles/proton.md", text)
    assert preview.refresh().state == before.state
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    assert preview.refresh().state != before.state
    site.write("content/articles/proton.md", text)
    assert preview.refresh().state == before.state


def test_a_broken_article_keeps_its_last_good_page_and_its_place_in_the_lists(site: Desk, preview: Preview) -> None:
    before = preview.refresh()
    site.edit("content/articles/proton.md", "date: '2020-01-02'", "date: вчера")
    broken = preview.refresh()
    assert dict(broken.files) == dict(before.files)
    assert broken.state == before.state
    (said,) = told(broken)
    assert said == (
        "content/articles/proton.md:3 `date` must be a date like 2016-12-01, 2016-12-01 10:00 or "
        "2016-12-01T10:00+03:00, not 'вчера'"
    )
    site.edit("content/articles/proton.md", "date: вчера", "date: '2020-01-03'")
    assert preview.refresh().problems == ()


def test_other_pages_go_on_while_one_is_broken(site: Desk, preview: Preview) -> None:
    preview.refresh()
    site.write("content/articles/proton.md", "---\ntitle: [\n---\n")
    preview.refresh()
    site.edit("content/articles/soyuz.md", "Корабль вернулся", "Корабль вернулся домой")
    shown = preview.refresh()
    assert "вернулся домой" in text(shown, "2020/01/soyuz/index.html")
    assert "Ракета взлетела" in text(shown, "2020/01/proton/index.html")


def test_an_article_that_is_truncated_keeps_its_page_and_one_that_is_deleted_does_not(
    site: Desk, preview: Preview
) -> None:
    preview.refresh()
    site.write("content/articles/proton.md", "")
    assert "2020/01/proton/index.html" in preview.refresh()
    site.delete("content/articles/proton.md")
    assert "2020/01/proton/index.html" not in preview.refresh()


def test_a_broken_article_outlives_a_change_of_the_taxonomies(site: Desk, preview: Preview) -> None:
    preview.refresh()
    site.write("content/articles/proton.md", "---\ntitle: [\n---\n")
    site.settings(taxonomies={"people": "Люди"})
    assert "2020/01/proton/index.html" in preview.refresh()
    site.settings(taxonomies={})
    assert "2020/01/proton/index.html" in preview.refresh()


def test_an_article_that_was_never_good_is_only_told_of(site: Desk, preview: Preview) -> None:
    site.write("content/articles/new.md", "---\ntitle: Новость\n---\n")
    shown = preview.refresh()
    assert told(shown) == ["content/articles/new.md:1 `date` is missing"]
    assert "index.html" in shown


def test_a_template_with_a_fault_leaves_the_pages_that_it_makes_as_they_were(site: Desk, preview: Preview) -> None:
    before = preview.refresh()
    site.write("themes/bare/article.html", THEME["article.html"].replace("html|html", "teaser.titel"))
    site.edit("content/articles/proton.md", "title: Протон", "title: Протон-М")
    shown = preview.refresh()
    path = "2020/01/proton/index.html"
    assert shown.files[path] == before.files[path]
    assert "Протон-М" in text(shown, "index.html")
    assert [(each.path, each.line) for each in shown.problems] == [("themes/bare/article.html", 2)]
    site.write("themes/bare/article.html", THEME["article.html"])
    mended = preview.refresh()
    assert "Протон-М" in text(mended, path)
    assert mended.problems == ()


def test_a_page_that_could_never_be_rendered_is_known_to_be_missing(site: Desk, preview: Preview) -> None:
    site.write("themes/bare/article.html", "{{ nothing }}")
    shown = preview.refresh()
    assert shown.missing == {"2020/01/proton/index.html", "2020/01/soyuz/index.html"}
    assert "index.html" in shown.files


def test_a_theme_that_cannot_be_read_leaves_everything_as_it_was(site: Desk, preview: Preview) -> None:
    before = preview.refresh()
    site.write("themes/bare/theme.yaml", "extends: nowhere\n")
    broken = preview.refresh()
    assert broken.files == before.files
    assert [each.code for each in broken.problems] == ["theme"]
    site.delete("themes/bare/theme.yaml")
    assert preview.refresh().problems == ()


def test_broken_settings_leave_the_site_as_it_was_and_the_articles_go_on(site: Desk, preview: Preview) -> None:
    preview.refresh()
    good = site.read("site.yaml")
    site.write("site.yaml", good + "paginate: viele\n")
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    shown = preview.refresh()
    assert told(shown) == ["site.yaml:7 `paginate` must be a whole number from 1 to 1000"]
    assert "Новая ракета" in text(shown, "2020/01/proton/index.html")
    site.write("site.yaml", good)
    assert preview.refresh().problems == ()


def test_new_settings_are_taken_up(site: Desk, preview: Preview) -> None:
    preview.refresh()
    site.settings(base_url="https://example.org/elsewhere/", title="Другая орбита")
    shown = preview.refresh()
    assert (shown.base_path, shown.title) == ("/elsewhere/", "Другая орбита")
    assert "<title>Другая орбита</title>" in text(shown, "index.html")


def test_a_path_in_cyrillic_is_looked_up_as_it_is_read(site: Desk, preview: Preview) -> None:
    for path in ("/повтор/", "/%D0%BF%D0%BE%D0%B2%D1%82%D0%BE%D1%80/"):
        site.settings(base_url=f"https://example.org{path}")
        assert preview.refresh().base_path == "/повтор/"


def test_flags_outlive_a_change_of_the_settings(site: Desk) -> None:
    given = settings(site.root, {"base_url": "https://example.org/flag/"}, {}, datetime(2024, 1, 1, tzinfo=UTC))
    preview = Preview(given, "http://127.0.0.1:8000")
    site.settings(title="Другая орбита")
    shown = preview.refresh()
    assert (shown.base_path, shown.title) == ("/flag/", "Другая орбита")


def test_the_latest_problem_stands_first(site: Desk, preview: Preview) -> None:
    site.write("content/articles/a.md", "---\ntitle: А\n---\n")
    preview.refresh()
    site.write("content/articles/b.md", "---\ntitle: Б\n---\n")
    for _ in range(2):
        assert [each.path for each in preview.refresh().problems] == ["content/articles/b.md", "content/articles/a.md"]
    site.write("content/articles/0.md", "---\ntitle: Ноль\n---\n")
    assert [each.path[-4] for each in preview.refresh().problems] == ["0", "b", "a"]


def test_a_file_that_goes_away_under_our_hands_is_a_problem_not_a_crash(
    site: Desk, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = preview.refresh()

    def vanished(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "content/articles")

    monkeypatch.setattr("digest.serve.preview.read", vanished)
    shown = preview.refresh()
    assert shown.problems == (Problem("machine", "No such file or directory", "content/articles"),)
    assert shown.files == before.files


def test_facts_of_sources_that_cannot_be_read_are_told_as_a_build_tells_them(site: Desk, preview: Preview) -> None:
    site.write("content/sources.yaml", "ТАСС: [\n")
    assert "content/sources.yaml:1 YAML breaks off here" in told(preview.refresh())
    outcome = site.build()
    assert outcome.status == 1
    assert outcome.err.startswith("content/sources.yaml:1:8: error[yaml]: YAML breaks off here\n")


def test_only_the_files_that_are_said_to_have_changed_are_looked_at_until_all_are(site: Desk) -> None:
    given = settings(site.root, {}, {}, datetime.now(UTC))
    preview = Preview(given, "http://127.0.0.1:8000")
    preview.refresh()
    site.edit("content/articles/proton.md", "взлетела", "летит")
    site.edit("content/articles/soyuz.md", "вернулся", "летит")
    named = str(site.root.resolve() / "content/articles/proton.md")
    shown = preview.refresh({named})
    assert "летит" in shown.files["2020/01/proton/index.html"].decode()
    assert "летит" not in shown.files["2020/01/soyuz/index.html"].decode()
    assert shown.saved == "/2020/01/proton/"
    shown = preview.refresh()
    assert "летит" in shown.files["2020/01/soyuz/index.html"].decode()


def test_a_file_that_is_new_makes_all_be_looked_at(site: Desk) -> None:
    given = settings(site.root, {}, {}, datetime.now(UTC))
    preview = Preview(given, "http://127.0.0.1:8000")
    preview.refresh()
    site.edit("content/articles/soyuz.md", "вернулся", "летит")
    path = site.article("Ангара", slug="angara")
    shown = preview.refresh({str(site.root.resolve() / path)})
    assert "летит" in shown.files["2020/01/soyuz/index.html"].decode()
    assert "2020/01/angara/index.html" in shown.files
