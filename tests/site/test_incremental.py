"""An editor who does anything to a site, the same for the same number; and the same sources are the same bytes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.desk import Desk

TAGS = ["Байконур", "байконур", "Казахстан", "Союз-5", "C++", "Ёлка", "Елка", "МКС"]
TOPICS = ["Аренда", "Байтерек"]
SOURCES = ["РИА Новости", "Коммерсантъ", "ТАСС"]


class Editor:
    """Edits a desk at random: the same way for the same seed."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.number = 0
        for _ in range(8):
            self.write()

    def edit(self) -> str:
        """Change something, and say what."""
        acts = [self.write, self.write, self.delete, self.rename, self.retag, self.rewrite, self.retitle, self.publish]
        acts += [self.settle, self.settle, self.template, self.setting, self.topic, self.page, self.static]
        acts += [self.break_one, self.damage, self.issue, self.issue, self.mail]
        acts += [self.outlets, self.cite, self.correct, self.expire, self.decide]
        act = self.chance.choice(acts)
        act()
        return act.__name__

    def write(self) -> None:
        self.number += 1
        extra: dict[str, object] = {}
        if self.chance.random() < 0.3:
            extra["aliases"] = [f"/old/{self.number}/"]
        if self.chance.random() < 0.2:
            extra["draft"] = True
        if self.chance.random() < 0.5:
            extra["source"] = self.chance.choice(SOURCES)
        self.desk.article(
            f"Новость {self.number}",
            self._body(),
            slug=f"news-{self.number}",
            date=f"20{self.chance.randint(10, 25)}-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}",
            tags=self.chance.sample(TAGS, self.chance.randint(0, 3)),
            topics=self.chance.sample(TOPICS, self.chance.randint(0, 1)),
            **extra,
        )

    def delete(self) -> None:
        if len(self._articles()) > 3:
            self._one().unlink()

    def rename(self) -> None:
        self.number += 1
        path = self._one()
        path.rename(path.with_name(f"renamed-{self.number}.md"))

    def retag(self) -> None:
        self._replace("tags:", f"tags: [{', '.join(self.chance.sample(TAGS, 2))}]\nextra:")

    def rewrite(self) -> None:
        path = self._one()
        head, _, _ = path.read_text(encoding="utf-8").rpartition("---\n")
        path.write_text(f"{head}---\n\n{self._body()}\n", encoding="utf-8")

    def retitle(self) -> None:
        self._replace("title: ", "title: Снова ")

    def publish(self) -> None:
        self._replace("draft: true\n", "")

    def template(self) -> None:
        self.desk.write("themes/own/theme.yaml", "extends: gazette\n")
        self.desk.write(
            "themes/own/page.html",
            '{% extends "!gazette/page.html" %}\n' + f"{{# {self.chance.randint(1, 3)} #}}\n",
        )
        self.desk.settings(theme=self.chance.choice(["own", "gazette"]))

    def setting(self) -> None:
        self.desk.settings(
            title=self.chance.choice(["Орбита", "Степь"]),
            paginate=self.chance.choice([2, 3, 20]),
            base_url=self.chance.choice(["https://example.org/", "https://example.org/repo/"]),
            language=self.chance.choice(["ru", "en"]),
        )

    def topic(self) -> None:
        path = f"content/topics/{self.chance.choice('ab')}.md"
        pinned = ", ".join(path.stem for path in self.chance.sample(self._articles(), 2))
        front = f"title: {self.chance.choice(TOPICS)}\npinned: [{pinned}]"
        self.desk.write(path, f"---\n{front}\n---\n\n{self._body()}\n")

    def settle(self) -> None:
        """Other words in content/tags.yaml: spellings, families, redirects, a closed vocabulary; or none at all."""
        names = self.chance.sample(sorted({*TAGS, "Ракеты", "Космодромы"} - {"байконур", "Елка"}), 4)
        lines = [self.chance.choice(["closed: true\n", "", ""])]
        for number, name in enumerate(names):
            lines.append(f"{name}:\n  hidden: [Имя {number}]\n")
            keys = ["description: Слова.", "aliases: [Союз 5 новый]" if not number else "topic: Аренда"]
            keys += [
                f"parent: {names[number - 1]}" if number else "topic: Байтерек",
                f"redirects: [/tags/old-{number}/]",
            ]
            lines += [f"  {key}\n" for key in self.chance.sample(keys, self.chance.randint(0, 3))]
        self.desk.write("content/tags.yaml", "".join(lines) if self.chance.random() < 0.8 else "")

    def page(self) -> None:
        self.desk.write("content/pages/about.md", f"---\ntitle: О нас\n---\n\n{self._body()}\n")

    def issue(self) -> None:
        """A number with some articles, one of which may be a draft, be not yet due, or be gone."""
        names = [path.name for path in self.chance.sample(self._articles(), 3)]
        number = self.chance.randint(1, 3)
        meta: dict[str, object] = {
            "sections": [{"title": "Раздел", "articles": names[1:]}],
            "image": "/images/none.png",
        }
        if self.chance.random() < 0.3:
            meta["draft"] = True
        date = f"20{self.chance.randint(15, 25)}-02-01"
        self.desk.issue(number, names[0], body=self._body().replace("](", "](../articles/"), date=date, **meta)

    def mail(self) -> None:
        self.desk.settings(mail=self.chance.choice([None, {"from": "a@example.org"}, {"from": "Я <b@example.org>"}]))

    def static(self) -> None:
        self.desk.write("static/robots-extra.txt", f"{self.chance.randint(1, 3)}\n")

    def decide(self) -> None:
        """Stories, follow-ups and the opposite, contradictions among them."""
        path = self.desk.root / "content/stories.yaml"
        before = path.read_text(encoding="utf-8") if path.exists() and self.chance.random() < 0.7 else ""
        kind = self.chance.choice(["same", "same", "follow-up", "unrelated"])
        names = [each.name for each in self.chance.sample(self._articles(), self.chance.randint(2, 3))]
        title = f"\n  title: Сюжет {self.number}" if kind == "same" and self.chance.random() < 0.3 else ""
        self.desk.write("content/stories.yaml", f"{before}- {kind}: [{', '.join(names)}]{title}\n")

    def break_one(self) -> None:
        self._replace("date: ", "date: вчера ")

    def damage(self) -> None:
        """Somebody else's hand in the output, or in the program's own memory."""
        public = sorted(path for path in (self.desk.root / "public").rglob("*") if path.is_file())
        state = sorted(each for kind in ("json", "sqlite") for each in (self.desk.root / ".digest").glob(f"*.{kind}"))
        if public and self.chance.random() < 0.5:
            self.chance.choice(public).write_text("чужое", encoding="utf-8")
        elif state:
            path = self.chance.choice(state)
            path.write_bytes(path.read_bytes()[: self.chance.choice([self.chance.randint(0, 500), -5_000])])

    def outlets(self) -> None:
        """What is known of the sources, under other names too; sometimes with a slip of the pen."""
        fact = self.chance.choice(["country: RU", "kind: agency", "rights: Все права", "notes: звонить", "contry: RU"])
        names = self.chance.choice(["", "names: [Агентство]", "names: [ИТАР-ТАСС, Коммерсантъ]"])
        self.desk.write("content/sources.yaml", f"ТАСС:\n  {fact}\n  {names}\nReuters: {{country: GB}}\n")

    def cite(self) -> None:
        cited = self.chance.sample([*SOURCES, "Reuters", "Агентство > Reuters", "Блог"], 2)
        self._replace("tags:", f"cites: [{', '.join(cited)}]\ntags:")

    def correct(self) -> None:
        typo = self.chance.choice(["", ", typo: true"])
        day = f"20{self.chance.randint(20, 23)}-01-02"
        self._replace("tags:", f"corrections: [{{date: {day}, text: Правка{typo}}}]\ntags:")

    def expire(self) -> None:
        self._replace("tags:", f"expires: {self.chance.choice(['2023-01-02', '2030-01-02'])}\ntags:")

    def _body(self) -> str:
        links = (
            [f"[{path.stem}]({path.name})" for path in self.chance.sample(self._articles(), 1)]
            if self.number > 3
            else []
        )
        words = " ".join(self.chance.choice(["орбита", "пуск", "**ракета**", "«степь»"]) for _ in range(8))
        return f"{words}. {' '.join(links)}\n\n## Раздел\n\n{words}"

    def _articles(self) -> list[Path]:
        return sorted(self.desk.root.glob("content/articles/*.md"))

    def _one(self) -> Path:
        return self.chance.choice(self._articles())

    def _replace(self, old: str, new: str) -> None:
        path = self._one()
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def clean(desk: Desk, *flags: str) -> dict[str, bytes]:
    """What a first build of the same sources gives, in another folder."""
    elsewhere = Desk(desk.root.parent / "clean")
    shutil.rmtree(elsewhere.root)
    shutil.copytree(desk.root, elsewhere.root, ignore=shutil.ignore_patterns("public", ".digest", ".public.*", ".git"))
    elsewhere.build(*flags)
    return elsewhere.tree()
