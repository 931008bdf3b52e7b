"""What the tests of forms share: the settings of a site with a taxonomy of its own, and values as YAML 1.2 has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.settings import Settings, settings
from digest.yamltext import Node

PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@pytest.fixture
def of_site(tmp_path: Path) -> Settings:
    (tmp_path / "site.yaml").write_text(
        "base_url: https://example.org/\nlanguage: ru\ntaxonomies: {people: Люди}\n"
        "publish:\n  admin: {program: sveltia, repository: orbita/digest}\n",
        encoding="utf-8",
    )
    return settings(tmp_path, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))


def core(node: Node) -> Any:
    """A value as the core schema of YAML 1.2 reads it, which VS Code's extension and most programs do."""
    if isinstance(node.value, dict):
        return {name: core(child) for name, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [core(child) for child in node.value]
    if node.value is None or node.quoted:
        return node.value
    if node.value.lower() in PLAIN:
        return PLAIN[node.value.lower()]
    if re.fullmatch(r"[-+]?[0-9]+", node.value):
        return int(node.value)
    return float(node.value) if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", node.value) else node.value
