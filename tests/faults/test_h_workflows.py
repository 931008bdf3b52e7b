"""GitHub's workflows, ours and those of a new digest: laid out rightly, safe, and their steps work in order."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli import status
from digest.publish.beginning import WORKFLOW
from tests.desk import REPOSITORY, Desk
from tests.publish.conftest import *  # noqa: F403 - fixtures, one of which every test here has
from tests.publish.conftest import git
from tests.publish.runner import Machine, python
from tests.publish.workflows import dangers, pins, read, slips, steps

ADDRESS = "https://editor.github.io/repo"  # as configure-pages tells it: without a slash at its end
CHECK, BUILD = "Name the new problems at their lines", "Build it as readers would get it"
VALUES = {"steps.pages.outputs.base_url": ADDRESS}
OURS = (REPOSITORY / WORKFLOW).read_text("utf-8")
MAJOR = {
    "actions/checkout": "v7",
    "actions/setup-python": "v7",
    "actions/configure-pages": "v6",
    "actions/upload-pages-artifact": "v5",
    "actions/deploy-pages": "v5",
    "actions/cache": "v6",
    "actions/cache/restore": "v6",
}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The workflow of a new digest."""
    folder = tmp_path_factory.mktemp("new") / "site"
    assert status(["init", str(folder), "--github", "--quiet"]) == 0
    return (folder / WORKFLOW).read_text("utf-8")


@pytest.fixture(scope="module", params=["ours", "theirs"])
def workflow(request: pytest.FixtureRequest) -> str:
    return OURS if request.param == "ours" else str(request.getfixturevalue("theirs"))


# what stands in them


def test_h27_a_workflow_is_laid_out_as_github_takes_it(workflow: str) -> None:
    assert list(slips(read(workflow))) == []


def test_h27_a_workflow_gives_nothing_away(workflow: str) -> None:
    assert list(dangers(read(workflow), workflow)) == []


def test_h27_the_actions_are_of_the_releases_that_were_tried(workflow: str) -> None:
    assert {name: release.partition(".")[0] for name, (_, release) in pins(workflow).items()} == MAJOR


def test_h27_a_new_digest_gets_the_actions_that_we_use_ourselves(theirs: str) -> None:
    assert pins(theirs) == pins(OURS), "renew .github/ and digest/publish/templates/github/ in one change"


def test_h27_each_job_has_the_least_rights_it_can_work_with(theirs: str) -> None:
    rights = {name: job["permissions"] for name, job in read(theirs)["jobs"].items()}
    assert rights == {
        "check": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert {name: job["permissions"] for name, job in read(OURS)["jobs"].items()} == {
        "test": {"contents": "read"},
        "pages": {"contents": "read"},
        "audit": {"contents": "read"},
        **rights,
    }


def test_h27_what_earlier_runs_remember_is_kept_and_the_site_is_handed_over(workflow: str) -> None:
    used = {step["uses"].partition("@")[0]: step.get("with", {}) for step in steps(read(workflow)) if "uses" in step}
    assert used["actions/cache"]["path"] == used["actions/cache/restore"]["path"] == ".digest"
    handed = {"path": "${{ runner.temp }}/site", "include-hidden-files": True}
    assert used["actions/upload-pages-artifact"] == handed
    for job in ("check", "build"):
        assert '--to "$RUNNER_TEMP/site"' in read(workflow)["jobs"][job]["steps"][-1 if job == "check" else -2]["run"]


def test_h27_only_a_push_is_published_and_only_after_our_tests(theirs: str) -> None:
    for text in (theirs, OURS):
        jobs = read(text)["jobs"]
        assert jobs["build"]["if"] == "github.event_name != 'pull_request'"
        assert jobs["check"]["if"] == "github.event_name == 'pull_request'"
    assert read(theirs)["jobs"]["deploy"]["needs"] == "build"
    assert read(OURS)["jobs"]["deploy"]["needs"] == ["test", "build"]
    tests = read(OURS)["jobs"]["test"]["steps"]
    assert [step["run"] for step in tests if "run" in step] == ["python3 build.py test"]


@pytest.mark.parametrize("folder", [".github", "digest/publish/templates/github"])
def test_h27_dependabot_watches_the_actions_and_the_packages(folder: str) -> None:
    found = read((REPOSITORY / folder / "dependabot.yml").read_text("utf-8"))
    assert found["version"] == 2
    kinds = {each["package-ecosystem"]: each for each in found["updates"]}
    assert {"github-actions", "pip"} <= kinds.keys() <= {"github-actions", "pip", "npm"}
    for each in kinds.values():
        assert (REPOSITORY / each["directory"].lstrip("/")).is_dir()
        assert each["schedule"] == {"interval": "monthly"}
        assert each["cooldown"] == {"default-days": 7}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("permissions: {} #", "permissions: write-all #", "the workflow gives rights to all its jobs"),
        ('"$BASE_URL"', "${{ steps.pages.outputs.base_url }}", "build: Build: an expression within a shell line"),
        ("persist-credentials: false", "persist-credentials: true", "check: the token stays in the folder"),
        ("cancel-in-progress: false", "cancel-in-progress: true", "a publication would be cut off in the middle"),
        (
            "      pages: read",
            "      pages: write",
            "build: what comes out of the repository runs with a right to write",
        ),
        ("    timeout-minutes: 30\n", "", "build: may go on for six hours"),
        (" # v5.0.1", "", "not pinned: uses: actions/deploy-pages@368f82528645a54fb793d4d04e342629a3f51346"),
        ("  pull_request:", "  pull_request_target:", "a stranger's branch would run with our rights"),
    ],
)
def test_h27_each_rule_finds_what_breaks_it(theirs: str, old: str, new: str, told: str) -> None:
    assert old in theirs
    broken = theirs.replace(old, new)
    assert told in list(dangers(read(broken), broken))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    needs: build", "    needs: biuld", "deploy: needs biuld, which is not there"),
        ("    runs-on:", "    run-on:", "check: unknown: run-on"),
        ("        run: digest check", "        runs: digest check", "build: Check: either uses or run"),
        ("  workflow_dispatch:", "  workflow_dispach:", "no event of ours: workflow_dispach"),
    ],
)
def test_h27_a_slip_of_the_pen_is_found(theirs: str, old: str, new: str, told: str) -> None:
    assert old in theirs
    assert told in list(slips(read(theirs.replace(old, new))))


# what they do


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip finds the program as it is here."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


class Editors:
    """An editor's new digest, in a repository whose remote is a bare one beside it."""

    def __init__(self, tmp_path: Path, wheels: Path) -> None:
        self.top = tmp_path
        self.wheels = wheels
        assert status(["init", str(tmp_path / "digest"), "--github", "--quiet"]) == 0
        self.desk = object.__new__(Desk)
        self.desk.root = tmp_path / "digest"
        self.remote = tmp_path / "remote.git"
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(self.remote))
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Editor")
        self.git("config", "user.email", "editor@example.org")
        self.git("remote", "add", "origin", str(self.remote))
        self.push("The first")

    def git(self, *arguments: str) -> str:
        return git(self.desk.root, *arguments)

    def push(self, message: str, branch: str = "main") -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        self.git("push", "-q", "origin", f"HEAD:{branch}")

    def propose(self, slug: str, article: dict[str, str]) -> None:
        """A pull request with a new article, as GitHub merges it for the check."""
        self.git("checkout", "-qb", slug)
        self.desk.article(slug=slug, **article)
        self.push("A proposal", slug)
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-ff", "-m", "As GitHub merges it for the check", slug)
        self.git("push", "-q", "origin", "main")

    def machine(self, depth: int = 1) -> Machine:
        """A clone as checkout makes it, and a Python in which the program is not installed yet."""
        work = self.top / f"run-{len(list(self.top.glob('run-*')))}" / "work"
        git(self.top, "clone", "-q", f"--depth={depth}", self.remote.as_uri(), str(work))
        ready = python(work.parent / "python", pip=True)
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return Machine(work, ready, VALUES, {**pip, "PIP_CONFIG_FILE": os.devnull})

    @property
    def jobs(self) -> dict:
        return read(self.desk.read(WORKFLOW))["jobs"]


@pytest.fixture
def editors(tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> Editors:
    monkeypatch.delenv("DIGEST_CHECKOUT", raising=False)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return Editors(tmp_path, wheels)


@pytest.mark.slow
def test_h27_a_push_is_installed_checked_and_built_for_the_address_of_the_repository(editors: Editors) -> None:
    machine = editors.machine()
    done = machine.job(editors.jobs["build"])
    assert [(each.name, each.status) for each in done] == [("Install Digest", 0), ("Check", 0), ("Build", 0)], done
    assert done[1].out == "0 errors, 0 warnings\n"
    home = (machine.site / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/">' in home
    assert (machine.site / "404.html").is_file()

    again = editors.machine()  # what the first run remembers is handed to the next one, which has no public/ yet
    shutil.copytree(machine.work / ".digest", again.work / ".digest")
    assert [each.status for each in again.job(editors.jobs["build"])] == [0, 0, 0]
    assert tree(again.site) == tree(machine.site)


@pytest.mark.slow
def test_h27_a_push_with_a_problem_is_annotated_and_not_published(editors: Editors) -> None:
    editors.desk.article(slug="bad", date="yesterday", source="The editors")
    editors.push("A slip")
    done = editors.machine().job(editors.jobs["build"])
    assert [(each.name, each.status) for each in done] == [("Install Digest", 0), ("Check", 1)]
    assert "::error file=content/articles/bad.md,line=3," in done[-1].out


@pytest.mark.slow
def test_h27_a_pull_request_is_told_its_new_problems_alone_and_built(editors: Editors) -> None:
    editors.desk.article(slug="old")
    editors.push("An article without a source, of long ago")
    editors.propose("new", {"source": "The editors"})
    done = editors.machine(depth=2).job(editors.jobs["check"])
    assert [(each.name, each.status) for each in done][1:] == [(CHECK, 0), (BUILD, 0)], done
    assert "::" not in done[1].out

    editors.propose("worse", {"source": "The editors", "body": "[Ракета](nowhere.md) стоит на старте."})
    done = editors.machine(depth=2).job(editors.jobs["check"])
    told = [line.partition(",")[0] for line in done[-1].out.split("\n") if line.startswith("::")]
    assert (done[-1].name, done[-1].status, told) == (CHECK, 1, ["::error file=content/articles/worse.md"])


@pytest.mark.slow
def test_h27_a_pull_request_that_could_not_be_published_is_stopped(editors: Editors) -> None:
    """Of templates and files a check says nothing: a build does."""
    editors.desk.write("static/server.pem", "no key at all")
    editors.propose("new", {"source": "The editors"})
    done = editors.machine(depth=2).job(editors.jobs["check"])
    assert [(each.name, each.status) for each in done][1:] == [(CHECK, 0), (BUILD, 1)], done
    assert "server.pem" in done[-1].out


@pytest.mark.slow
def test_h27_our_own_workflow_checks_and_builds_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a clone does that is set up: the set-up itself is tried in test_j_first_run.py."""
    monkeypatch.delenv("DIGEST_CHECKOUT", raising=False)
    work = tmp_path / "work"
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("build.py", "requirements.txt", "site.yaml", "content", "digest", "seeds", "static", "themes"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, work / name, ignore=left_out)
        elif source.exists():
            work.mkdir(exist_ok=True)
            shutil.copy2(source, work / name)
    git(work, "init", "-q")
    git(work, "config", "user.name", "Editor")
    git(work, "config", "user.email", "editor@example.org")
    for message in ("The base", "The merge"):
        git(work, "add", "-A")
        git(work, "commit", "-qm", message, "--allow-empty")
    set_up(work)
    machine = Machine(work, Path(sys.executable), VALUES)
    jobs = read(OURS)["jobs"]
    done = [*machine.job(jobs["check"]), *machine.job(jobs["build"])]
    names = [CHECK, BUILD, "Check", "Build"]
    assert [(each.name, each.status) for each in done] == [(name, 0) for name in names], done
    assert f'href="{ADDRESS}/"' in (machine.site / "index.html").read_text("utf-8")


def set_up(work: Path) -> None:
    """What the first call of build.py leaves, without a network."""
    spec = importlib.util.spec_from_file_location("build_of_work", work / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    python(work / ".venv", pip=False)
    Path(build.stamp(str(work / ".venv"))).write_bytes(build.seal(str(work / ".venv")))


def tree(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
