"""A site's folder with themes of its own, and what its templates show or complain of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.settings import settings
from digest.site.layers import Layers, builtin, layers
from digest.site.theme import Theme
from tests.site.samples import full

THEMES = sorted(folder.name for folder in (builtin() / "themes").iterdir() if folder.is_dir())


SOURCES = sorted((builtin() / "themes").rglob("*.html"))


class Workshop:
    """A site's folder with themes of its own, the first of which is named `mine`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.settings()

    def settings(self, theme: str = "mine", language: str = "ru") -> None:
        lines = ["base_url: https://example.org/repo/", "timezone: Europe/Moscow", f"theme: {theme}"]
        lines.append(f"language: {language}")
        (self.root / "site.yaml").write_text("\n".join(lines) + "\n", "utf-8")

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / "themes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def layers(self) -> Layers:
        return layers(settings(self.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)))

    def theme(self) -> Theme:
        return Theme.load(settings(self.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)))

    def page(self, template: str = "page.html", view: object = None) -> str:
        return self.theme().render(template, view or full(template))  # type: ignore[arg-type]

    def shown(self, template: str) -> str:
        """What a page shows when this is all its template says."""
        self.write("mine/page.html", template)
        return self.page()

    def complaint(self, template: str | None = None) -> str:
        """What the program says of a theme that cannot be used."""
        if template is not None:
            self.write("mine/page.html", template)
        with pytest.raises(DigestError) as caught:
            self.page()
        return str(caught.value)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "site")
