"""What is known of a seed -> what is done with it: the table in the manual, as a function."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    """How a seed stands."""

    NEW = "new"
    CLAIMED = "claimed"
    CONVERTED = "converted"
    EDITED = "edited"
    CONFLICTING = "conflicting"
    DELETED = "deleted"
    REPRINT = "reprint"
    WITHIN = "within"
    SPIKED = "spiked"
    WAITING = "waiting"


class Action(StrEnum):
    """What is done with it. Those that need a draft made today are in `NEED_A_DRAFT`."""

    LEAVE = "leave"
    TELL = "tell"
    SETTLE = "settle"
    CREATE = "create"
    ADOPT = "adopt"
    UPDATE = "update"
    MERGE = "merge"
    RESTORE = "restore"


NEED_A_DRAFT = frozenset({Action.CREATE, Action.ADOPT, Action.UPDATE, Action.MERGE, Action.RESTORE})


class Case(Struct, frozen=True):
    """A seed in its state. `changed`: its bytes are no longer those that were converted; `copy`: another has the same.

    `due`: the converter, or what it is taught, is another one than that which last looked at its draft. `named`: an
    editor asks for it by name; `forced`: with force.
    """

    state: State
    changed: bool = False
    copy: bool = False
    due: bool = False
    named: bool = False
    forced: bool = False


def action(case: Case) -> Action:
    """What is done with a seed."""
    match case.state:
        case State.NEW:
            return Action.CREATE
        case State.CLAIMED:
            return Action.TELL if case.changed else Action.ADOPT
        case State.SPIKED:
            return Action.TELL if case.named else Action.LEAVE
        case State.REPRINT | State.WITHIN if case.forced:
            return Action.CREATE
        case State.WITHIN:
            return Action.TELL
        case State.REPRINT:
            return Action.TELL if case.named else Action.LEAVE
        case State.WAITING:
            return Action.CREATE if case.named else Action.TELL
        case _:
            return _of_converted(case)


def _of_converted(case: Case) -> Action:
    """What is done with a seed that has become an article."""
    if case.copy:
        return Action.TELL
    if case.state is State.DELETED:
        return Action.RESTORE if case.forced else Action.TELL if case.named else Action.LEAVE
    if case.changed and not case.forced:
        return Action.TELL
    if case.due or case.forced:
        return Action.UPDATE if case.state is State.CONVERTED else Action.MERGE
    return Action.SETTLE if case.state is State.CONFLICTING else Action.LEAVE
