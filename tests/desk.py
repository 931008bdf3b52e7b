"""An editor's desk in a temporary folder: what tests do to a site, in the words an editor would use."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from digest.cli import status

REPOSITORY = Path(__file__).resolve().parents[1]
NOW = "2024-01-01 12:00"


@dataclass(frozen=True)
class Outcome:
    """What one run of the program said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


class Desk:
    """A site's folder, and the hands of its editor."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write(
            "site.yaml",
            "title: Орбита\nbase_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\ntypography: false\n",
        )

    # what an editor does

    def article(self, title: str = "Протон вернулся", body: str = "Ракета взлетела.", **meta: object) -> str:
        """Write an article and return its path; its file is named `slug`, which is no key here."""
        name = str(meta.pop("slug", None) or f"article-{len(list(self.root.glob('content/articles/*')))}")
        front = yaml.safe_dump({"title": title, "date": "2020-01-02", **meta}, allow_unicode=True, sort_keys=False)
        return self.write(f"content/articles/{name}.md", f"---\n{front}---\n\n{body}\n")

    def issue(self, number: int, *articles: str, body: str = "", **meta: object) -> str:
        """Write an issue that names some articles by their files, and return its path."""
        front = {"number": number, "date": "2020-02-01", "articles": list(articles), **meta}
        text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
        return self.write(f"content/issues/{number}.md", f"---\n{text}---\n\n{body}\n")

    def write(self, path: str, text: str | bytes) -> str:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} does not stand in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def settings(self, **values: object) -> None:
        """Add lines to site.yaml, or replace them."""
        present = yaml.safe_load(self.read("site.yaml"))
        self.write("site.yaml", yaml.safe_dump({**present, **values}, allow_unicode=True, sort_keys=False))

    # what the program does

    def run(self, *arguments: str) -> Outcome:
        """Run a command in this process, at the moment `NOW`."""
        environment = {"SOURCE_DATE_EPOCH": "1704099600"}  # NOW
        with _environment(environment), _silence() as (out, err):
            code = status([*arguments, "--site", str(self.root)])
        gc.unfreeze()  # what a build keeps from being looked through to the end of its process, which this is not
        return Outcome(code, out.getvalue(), err.getvalue())

    def build(self, *flags: str) -> Outcome:
        return self.run("build", *flags)

    def spawn(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command as a process of its own."""
        command = [sys.executable, "-m", "digest", *arguments, "--site", str(self.root)]
        variables = {**os.environ, "SOURCE_DATE_EPOCH": "1704099600", "PYTHONPATH": str(REPOSITORY), **environment}
        return subprocess.Popen(
            command, env=variables, cwd=self.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    # what then stands there

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def page(self, url: str) -> str:
        """The text of the page at an address."""
        return self.read("public" + url + ("index.html" if url.endswith("/") else ""))

    def has(self, url: str) -> bool:
        return (self.root / ("public" + url + ("index.html" if url.endswith("/") else ""))).is_file()

    def urls(self, beginning: str = "/") -> list[str]:
        """The addresses of all pages that begin so."""
        found = sorted("/" + path.removesuffix("index.html") for path in self.tree())
        return [url for url in found if url.startswith(beginning)]

    def tree(self, folder: str = "public") -> dict[str, bytes]:
        """Every file below a folder, with its bytes."""
        top = self.root / folder
        files = (path for path in top.rglob("*") if path.is_file())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _silence() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield out, err
