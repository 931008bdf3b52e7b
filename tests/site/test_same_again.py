"""A preview lays out the site after every edit: pages that are as they were must be the same objects again."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.content.cache import Cache
from digest.content.reading import read
from digest.memo import Memo
from digest.settings import settings
from digest.site.plan import laid_out
from digest.site.search_index import Index
from digest.site.theme import Theme
from tests.desk import Desk
from tests.site.photos import photo


def test_articles_with_pictures_and_cards_are_the_same_again(desk: Desk) -> None:
    desk.settings(cards=2)
    desk.write("static/a.jpg", photo())
    desk.article("Пуск", slug="shown", date="2020-01-03", image="/a.jpg")
    desk.article("Полёт", "![Ракета](/a.jpg)", slug="within", date="2020-01-02")
    desk.article("Посадка", slug="older", date="2020-01-01")
    found, memo = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)), Memo()
    shelf, theme = read(found, Cache(None, "", found.site.zone)), Theme.load(found)
    first = laid_out(found, shelf, theme, memo, Index()).pages
    memo.turn()
    again = laid_out(found, shelf, theme, memo, Index()).pages
    articles = [path for path in first if path.startswith("2020/")]
    assert len(articles) == 3
    assert [path for path in articles if first[path].seen is not again[path].seen] == []
