"""Which codes of governance are hard control and which soft, and how binding a form is.

Hard is what is written, decided or counted, soft what works through aims, meetings, relations and people
(Malmi & Brown 2008, Management Accounting Research 19: administrative and cybernetic controls against
cultural ones; Simons 1995: boundary and diagnostic against belief and interactive systems).
"""

from __future__ import annotations

from enum import StrEnum

from corpus.chapters.tallies import Rows, gather
from corpus.inventory_records import InventoryRow
from corpus.records import CodeId


class Control(StrEnum):
    """What kind of control a code of governance is. A study's own code is neither until it is placed here."""

    HARD = "hard"
    SOFT = "soft"
    OTHER = "other"


class Mix(StrEnum):
    """Which kinds of control one passage speaks of."""

    HARD = "hard"
    BOTH = "both"
    SOFT = "soft"
    NONE = "none"


class Binding(StrEnum):
    """How binding a form is, from most to least."""

    BODY = "body"  # an organisation or committee of their own
    AGREEMENT = "agreement"  # agreed in writing
    JOINT_WORK = "joint_work"  # work, places or meetings in common
    SUPPORT = "support"  # grants and memberships
    OPEN = "open"  # no form stated


CONTROLS = {
    "governance.policy": Control.HARD,
    "governance.contract": Control.HARD,
    "governance.steering_body": Control.HARD,
    "governance.responsibility": Control.HARD,
    "governance.action_plan": Control.HARD,
    "governance.funding": Control.HARD,
    "governance.follow_up": Control.HARD,
    "governance.ownership": Control.HARD,
    "governance.aims": Control.SOFT,
    "governance.dialogue": Control.SOFT,
    "governance.trust": Control.SOFT,
    "governance.capability": Control.SOFT,
}
BINDINGS = {
    "form.federation": Binding.BODY,
    "form.joint_committee": Binding.BODY,
    "form.joint_company": Binding.BODY,
    "form.finsam": Binding.BODY,
    "form.contract": Binding.AGREEMENT,
    "form.compact": Binding.AGREEMENT,
    "form.iop": Binding.AGREEMENT,
    "form.partnership": Binding.AGREEMENT,
    "form.network": Binding.JOINT_WORK,
    "form.forum": Binding.JOINT_WORK,
    "form.project": Binding.JOINT_WORK,
    "form.shared_service": Binding.JOINT_WORK,
    "form.grant": Binding.SUPPORT,
    "form.membership": Binding.SUPPORT,
}
LEADING = frozenset(
    {
        CodeId("governance.steering_body"),
        CodeId("governance.responsibility"),
        CodeId("governance.ownership"),
    }
)
"""The codes that tell who leads: an organ, a named office, a politically governed body."""


def control_of(code: CodeId) -> Control:
    """Hard, soft, or other for what is no code of the shipped codebook."""
    return CONTROLS.get(code, Control.OTHER)


def mix_of(row: InventoryRow) -> Mix:
    """Which kinds of control a row speaks of."""
    kinds = {CONTROLS[code] for code in row.statement.truth.codes if code in CONTROLS}
    match (Control.HARD in kinds, Control.SOFT in kinds):
        case (True, True):
            return Mix.BOTH
        case (True, False):
            return Mix.HARD
        case (False, True):
            return Mix.SOFT
        case _:
            return Mix.NONE


def group_by_mix(rows: Rows) -> dict[Mix, Rows]:
    """Rows by the kinds of control they speak of; each row once."""
    return gather((mix_of(row), row) for row in rows)


def bindings_of(row: InventoryRow) -> frozenset[Binding]:
    """How binding the forms of a row are; `OPEN` when it names none."""
    held = {BINDINGS[code] for code in row.statement.truth.codes if code in BINDINGS}
    return frozenset(held or {Binding.OPEN})
