"""What issues cost: the bytes of a mail by its articles, and the seconds of a build with and without issues and mails.

    python -m benchmarks.bench_issues [ARTICLES]

The articles are those of `corpus`, 25 of them in an issue, all of them in issues; every build is a process of its own.
"""

from __future__ import annotations

import email
import os
import platform
import sys
import tempfile
from email import policy
from pathlib import Path

from benchmarks import corpus
from benchmarks.bench_build import REPOSITORY, Run, build, cold, edited, measured
from digest.site.mail import LIMIT

IN_ISSUE = 25  # articles
MAIL = "mail: {from: digest@example.org}\n"


def issues(site: Path) -> int:
    """Put all articles of a site into issues, by their files; returns how many there are."""
    names = sorted(path.name for path in (site / "content/articles").iterdir())
    (site / "content/issues").mkdir(exist_ok=True)
    groups = [names[start : start + IN_ISSUE] for start in range(0, len(names), IN_ISSUE)]
    for number, group in enumerate(groups, 1):
        write(site, number, group)
    return len(groups)


def write(site: Path, number: int, names: list[str]) -> None:
    """Write an issue of five sections."""
    date = f"{2025 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    lines = ["---", f"number: {number}", f"date: {date}", "sections:"]
    lines += [f"  - {{title: Раздел {at}, articles: [{', '.join(names[at::5])}]}}" for at in range(5)]
    path = site / f"content/issues/{number}.md"
    path.write_text("\n".join([*lines, "---", "", "Вступление редактора к выпуску. " * 10, ""]), encoding="utf-8")


def mail_size(site: Path, count: int) -> int:
    """The bytes of HTML of a mail with so many articles."""
    names = sorted(path.name for path in (site / "content/articles").iterdir())
    write(site, 1, names[:count])
    build(site)
    path = site / "public/issues/1/issue-1.eml"
    body = email.message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("html",))
    return len(str(body.get_content()).encode())


def row(name: str, run: Run) -> None:
    """Print a line of the table."""
    print(f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {len(run.report['rendered']):,} |", flush=True)


def main(articles: int = 1_000) -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small"
        corpus.write(small, 100)
        with (small / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(MAIL)
        (small / "content/issues").mkdir()
        for count in (1, 10, 25, 50):
            print(f"{count} articles in a mail: {mail_size(small, count):,} bytes of {LIMIT:,}", flush=True)
        site = Path(folder) / "site"
        corpus.write(site, articles)
        print(f"\n{articles:,} articles\n\n| work | wall s | CPU s | rendered |\n|---|---:|---:|---:|")
        row("without issues, cold", cold(site))
        row("without issues, nothing changed", build(site))
        count = issues(site)
        row(f"{count} issues, cold", cold(site))
        row(f"{count} issues, nothing changed", build(site))
        with (site / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(MAIL)
        row(f"{count} issues with mails, cold", cold(site))
        row(f"{count} issues with mails, nothing changed", build(site))
        row("an article of the newest issue edited", edited(site, articles - 1))
        command = [sys.executable, "-P", "-m", "digest", "issue", "new", "--dry-run", "-q", "--site", str(site)]
        wall, cpu, _ = measured(command, PYTHONPATH=str(REPOSITORY))
        print(f"| `issue new --dry-run` | {wall:.2f} | {cpu:.2f} | |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
