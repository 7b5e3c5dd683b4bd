"""The work of learning, in a process of its own: ``python -m review.learning_work '{…}'``.

The server is never slowed by it but for the processor, which it leaves to others first. It says on standard
output how far it is, one JSON object a line; the last has "ended" or "failed". When standard input ends, the
server is gone, and so is this process: models are kept whole or not at all, and each document that is
classified is one transaction.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from models.errors import ModelsError


class Kind(StrEnum):
    """What is worked on."""

    LEARN = "learn"
    CLASSIFY = "classify"


@dataclass(frozen=True, slots=True)
class Task:
    """What to do, on which study. `program` and `settings` are recorded with what is classified."""

    kind: Kind
    database: Path
    codebook: Path
    models: Path
    program: str
    settings: str

    def pack(self) -> str:
        """As it travels."""
        return json.dumps({name: str(getattr(self, name)) for name in self.__slots__})

    @classmethod
    def parse(cls, text: str) -> Task:
        """Read what `pack` wrote."""
        sent = json.loads(text)
        database, codebook, models = (Path(sent[name]) for name in ("database", "codebook", "models"))
        return cls(Kind(sent["kind"]), database, codebook, models, sent["program"], sent["settings"])


Send = Callable[[Mapping[str, Any]], None]


def carry_out(task: Task, send: Send) -> None:
    """Do it. Raises CorpusError, ModelsError."""
    from review.learning_classify import classify_pending
    from review.learning_round import learn_round

    def advance(done: int, total: int, what: str) -> None:
        send({"done": done, "total": total, "what": what})

    if task.kind is Kind.LEARN:
        send({"ended": learn_round(task, advance)})
    else:
        send({"ended": classify_pending(task, advance)})


def main(arguments: Iterable[str]) -> None:
    """Carry out the task that is the only argument."""
    threading.Thread(target=_end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        carry_out(Task.parse(next(iter(arguments))), _send)
    except (CorpusError, ModelsError) as error:  # their texts are written for people
        _send({"failed": str(error)})


def _send(message: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _end_with_server() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
