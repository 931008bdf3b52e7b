"""GitHub's workflows as tests read them: their jobs, their steps, and the rules they are held to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

Mapping = dict[str, Any]

EVENTS = {"push", "pull_request", "workflow_dispatch", "schedule"}
SCOPES = {"contents", "pages", "id-token"}
EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
PIN = re.compile(r"uses: (?P<action>[\w/-]+)@(?P<commit>[0-9a-f]{40}) # (?P<release>v\d+\.\d+\.\d+)$")

# The subset of https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax that we write; what
# stands in no line of it is a slip of the pen.
WORKFLOW = {"name", "on", "permissions", "concurrency", "jobs"}
JOB = {
    *("name", "if", "needs", "runs-on", "timeout-minutes", "permissions", "concurrency", "environment", "steps"),
    "strategy",
}
STEP = {"name", "id", "if", "uses", "with", "run", "env"}


class _Loader(yaml.SafeLoader):
    """YAML 1.2 in the one point that matters: `on` is a word and no truth value."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, shape) for tag, shape in found if tag != "tag:yaml.org,2002:bool" or letter in "tTfF"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Mapping:
    found = yaml.load(text, _Loader)
    assert isinstance(found, dict)
    return found


def steps(workflow: Mapping) -> Iterator[Mapping]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def slips(workflow: Mapping) -> Iterator[str]:
    """What is laid out otherwise than GitHub takes it."""
    yield from (f"unknown: {key}" for key in workflow.keys() - WORKFLOW)
    yield from (f"no event of ours: {key}" for key in workflow["on"].keys() - EVENTS)
    for name, job in workflow["jobs"].items():
        yield from (f"{name}: unknown: {key}" for key in job.keys() - JOB)
        needs = job.get("needs", [])
        for each in [needs] if isinstance(needs, str) else needs:
            if each not in workflow["jobs"]:
                yield f"{name}: needs {each}, which is not there"
        for step in job["steps"]:
            yield from (f"{name}: {step.get('name')}: unknown: {key}" for key in step.keys() - STEP)
            if ("uses" in step) == ("run" in step):
                yield f"{name}: {step.get('name')}: either uses or run"
            if "with" in step and "uses" not in step:
                yield f"{name}: {step.get('name')}: with belongs to uses"


def dangers(workflow: Mapping, text: str) -> Iterator[str]:
    """What a stranger could use, or what could go on for ever."""
    if workflow.get("permissions") != {}:
        yield "the workflow gives rights to all its jobs"
    if "pull_request_target" in text or "workflow_run" in text:
        yield "a stranger's branch would run with our rights"
    for name, job in workflow["jobs"].items():
        rights = job.get("permissions")
        if not isinstance(rights, dict) or rights.keys() - SCOPES or set(rights.values()) - {"read", "write"}:
            yield f"{name}: rights are not told one by one"
        elif "write" in rights.values() and any("run" in step or "checkout" in step["uses"] for step in job["steps"]):
            yield f"{name}: what comes out of the repository runs with a right to write"
        if "timeout-minutes" not in job:
            yield f"{name}: may go on for six hours"
        for step in job["steps"]:
            if EXPRESSION.search(step.get("run", "")):
                yield f"{name}: {step.get('name')}: an expression within a shell line"
            if "actions/checkout@" in step.get("uses", "") and step["with"].get("persist-credentials") is not False:
                yield f"{name}: the token stays in the folder"
    for group in (workflow, *workflow["jobs"].values()):
        if group.get("concurrency", {}).get("cancel-in-progress"):
            yield "a publication would be cut off in the middle"
    if "concurrency" not in workflow:
        yield "two runs of one branch work at once"
    lines = [line.strip().removeprefix("- ") for line in text.split("\n")]
    yield from (f"not pinned: {line}" for line in lines if line.startswith("uses:") and not PIN.match(line))


def pins(text: str) -> dict[str, tuple[str, str]]:
    """Commit and release of every action, by its name."""
    found = [match for line in text.split("\n") if (match := PIN.search(line))]
    return {each["action"]: (each["commit"], each["release"]) for each in found}
