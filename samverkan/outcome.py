"""What a step of the pipeline did: counted, with what failed and why."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended. `summary` is one line for people; `failures` one line each, with the reason.

    `idle`: nothing was pending and nothing was done. `failed`: all that was tried failed, so a person
    who started it should know by the exit code. `interrupted`: Ctrl-C; what was done is stored.
    """

    step: str
    summary: str
    counts: dict[str, int] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    idle: bool = False
    failed: bool = False
    interrupted: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The outcome as lines for a terminal or a log."""
        shown = [f"  - {failure}" for failure in self.failures[:_SHOWN_FAILURES]]
        left = len(self.failures) - len(shown)
        if left > 0:
            shown.append(f"  - and {left} more; see them all with: samverkan status --failures")
        return (f"{self.step}: {self.summary}", *shown)
