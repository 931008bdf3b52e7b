"""Each program is told of every key there is, in its own words; no file that a person changed is written over."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from digest.forms import cms, programs
from digest.forms.sorts import sorts
from digest.publish_yaml import PROGRAMS
from digest.settings import Settings
from tests.desk import REPOSITORY, Desk

ADMIN = {"program": "sveltia", "repository": "orbita/digest"}
# A key of each shape -> how each program has to name its kind.
KINDS = {
    "title": ("string", "string", "string", "text"),
    "date": ("datetime", "string", "datetime", "datetime"),
    "draft": ("boolean", "boolean", "draft", "checkbox"),
    "tags": ("list", "string", "tags", "tags"),
    "people": ("list", "string", "list", "multitext"),
    "known": ("list", "string", "list", "multitext"),
    "image": ("object", "object", "fields", None),
    "corrections": ("list", "object", "block", None),
    "rights": ("string", "string", "string", "text"),
    "unsure": ("keyvalue", None, "string", None),
    "seed": ("hidden", None, "string", None),
}


def named(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in fields}


def test_every_program_knows_each_kind(of_site: Settings) -> None:
    known = sorts(of_site.site)
    sveltia = named(yaml.safe_load(cms.config(of_site.site))["collections"][0]["fields"])
    pages = named(programs.pages_cms(known)["content"][0]["fields"])
    vscode = named(programs.front_matter(known)["frontMatter.taxonomy.contentTypes"][0]["fields"])
    obsidian = programs.obsidian(known)["types"]
    found = {
        key: (
            sveltia[key]["widget"],
            pages[key]["type"] if key in pages else None,
            vscode[key]["type"],
            obsidian.get(key),
        )
        for key in KINDS
    }
    assert found == KINDS


def test_no_key_is_forgotten(of_site: Settings) -> None:
    known = sorts(of_site.site)
    config = yaml.safe_load(cms.config(of_site.site))
    pages, vscode = programs.pages_cms(known), programs.front_matter(known)
    assert pages["settings"]["content"]["merge"] is True  # what has no field stays as it stands
    for number, sort in enumerate(known):
        keys = [each.name for each in sort.keys]
        free = {each.name for each in sort.keys if each.shape.name in ("anything", "map")}
        assert list(named(config["collections"][number]["fields"])) == [*keys, "body"]
        assert list(named(vscode["frontMatter.taxonomy.contentTypes"][number]["fields"])) == keys
        assert list(named(pages["content"][number]["fields"])) == [*(key for key in keys if key not in free), "body"]
        assert config["collections"][number]["folder"] == pages["content"][number]["path"] == sort.folder
    folders = {each["path"] for each in vscode["frontMatter.content.pageFolders"]}
    assert folders == {f"[[workspace]]/{sort.folder}" for sort in known}
    groups = {each["id"] for each in vscode["frontMatter.taxonomy.fieldGroups"]}
    assert groups == {"corrections", "sections"}


def test_what_pages_cms_takes_by_its_own_schema(of_site: Settings) -> None:
    """The rules of lib/configSchema.ts that a slip could break: names, paths, and which keys a field may have."""
    form = programs.pages_cms(sorts(of_site.site))
    may = {"name", "label", "description", "type", "list", "required", "pattern", "options", "fields", "hidden"}

    def look(fields: list[dict[str, Any]]) -> None:
        for field in fields:
            assert set(field) <= may
            assert re.fullmatch(r"[a-zA-Z0-9_-]+", field["name"])
            assert (field["type"] == "object") == ("fields" in field)
            re.compile(field.get("pattern", {}).get("regex", ""))
            look(field.get("fields", []))

    for each in form["content"]:
        assert re.fullmatch(r"[^/].*[^/]", each["path"])
        look(each["fields"])


def test_a_new_article_of_the_admin_page_is_a_draft(of_site: Settings) -> None:
    config = yaml.safe_load(cms.config(of_site.site))
    draft = named(config["collections"][0]["fields"])["draft"]
    assert draft["default"] is True
    assert config["backend"] == {"name": "github", "repo": "orbita/digest", "branch": "main"}


# the page /admin/


def test_no_admin_page_unless_it_is_wanted(desk: Desk) -> None:
    desk.article()
    desk.build()
    assert not [path for path in desk.tree() if path.startswith("admin")]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_policy_of_the_admin_page_lets_its_program_in_and_that_of_no_other_page_does(
    desk: Desk, program: str
) -> None:
    desk.article()
    sign_in = "https://auth.example.org/github"
    desk.settings(publish={"admin": {**ADMIN, "program": program, "sign_in": sign_in}})
    assert desk.build().status == 0
    page = desk.page("/admin/")
    assert f'<script src="{PROGRAMS[program]}"></script>' in page
    (rules,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    parts = {each.split()[0]: each.split()[1:] for each in rules.split("; ")}
    assert parts["default-src"] == ["'none'"]
    assert "https://unpkg.com" in parts["script-src"]
    assert "'unsafe-inline'" not in parts["script-src"]
    assert {"https://api.github.com", "https://auth.example.org"} <= set(parts["connect-src"])
    others = [data for path, data in desk.tree().items() if path.endswith(".html") and not path.startswith("admin/")]
    assert all(b"unpkg" not in data and b"unsafe-inline" not in data for data in others)
    assert "/admin/" not in desk.page("/sitemap.xml")


def test_a_script_of_ones_own_asks_its_makers_for_nothing(desk: Desk) -> None:
    desk.article()
    desk.write("static/admin/cms.js", "//")
    desk.settings(
        publish={"admin": {**ADMIN, "program": "decap", "script": "/admin/cms.js"}},
        base_url="https://example.org/repo/",
    )
    desk.build()
    page = desk.page("/admin/")
    assert '<script src="/repo/admin/cms.js"></script>' in page
    assert 'href="/repo/admin/config.yml"' in page
    assert "unpkg" not in page


def test_settings_of_the_program_by_hand_win(desk: Desk) -> None:
    desk.article()
    desk.write("static/admin/config.yml", "backend: {name: test-repo}\n")
    desk.settings(publish={"admin": ADMIN})
    assert desk.build().status == 0
    assert desk.page("/admin/config.yml") == "backend: {name: test-repo}\n"


# the command


def test_the_command_writes_nothing_until_it_is_told_to(desk: Desk) -> None:
    outcome = desk.run("forms", "obsidian")
    assert outcome.out.splitlines() == [
        ".obsidian/types.json is not there",
        "Nothing was written; --write does it: digest forms --write",
    ]
    assert not (desk.root / ".obsidian").exists()


def test_what_was_written_is_brought_up_to_date(desk: Desk) -> None:
    assert desk.run("forms", "--write", "obsidian").out == "Wrote .obsidian/types.json\n"
    assert desk.run("forms", "--write", "obsidian").out == "Up to date: .obsidian/types.json\n"
    desk.settings(taxonomies={"ships": "Корабли"})
    assert desk.run("forms", "obsidian").out.startswith(".obsidian/types.json is as an earlier run left it\n")
    assert desk.run("forms", "--write", "obsidian").out == "Brought up to date .obsidian/types.json\n"
    assert json.loads(desk.read(".obsidian/types.json"))["types"]["ships"] == "multitext"


def test_a_file_that_was_changed_by_hand_is_never_written_over(desk: Desk) -> None:
    desk.run("forms", "--write", "vscode")
    desk.write(".vscode/settings.json", '{"editor.wordWrap": "on"}\n')
    outcome = desk.run("forms", "--write", "vscode")
    assert "Put beside the one changed by hand: .vscode/settings.json.new" in outcome.out
    assert desk.read(".vscode/settings.json") == '{"editor.wordWrap": "on"}\n'
    assert "yaml.schemas" in json.loads(desk.read(".vscode/settings.json.new"))


def test_a_link_is_not_followed(desk: Desk) -> None:
    (desk.root.parent / "other").mkdir()
    (desk.root / ".vscode").symlink_to(desk.root.parent / "other")
    outcome = desk.run("forms", "--write", "vscode")
    assert (outcome.status, "a symbolic link is not followed" in outcome.err) == (1, True)
    assert list((desk.root.parent / "other").iterdir()) == []


def test_the_admin_page_is_switched_on_in_the_settings(desk: Desk) -> None:
    outcome = desk.run("forms", "sveltia")
    assert (outcome.status, "admin: {program: sveltia, repository: OWNER/NAME}" in outcome.err) == (2, True)
    desk.settings(publish={"admin": ADMIN})
    assert desk.run("forms", "sveltia").out == (
        "sveltia: `digest build` makes /admin/ and /admin/config.yml, for orbita/digest, main.\n"
    )


def test_the_files_of_this_repository_are_up_to_date() -> None:
    """If this fails: python3 build.py forms --write"""
    from datetime import UTC, datetime

    from digest.forms.files import form_files
    from digest.settings import settings

    found = form_files(settings(REPOSITORY, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)), ())
    assert {each.path: each.state for each in found if each.state != "current"} == {}
