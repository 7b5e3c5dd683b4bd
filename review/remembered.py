"""Figures that take seconds to compute, kept until what they rest on changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final, TypeVar

Value = TypeVar("Value")

MOST_KEPT: Final = 16


@dataclass(slots=True)
class Remembered:
    """The last figures by what they rest on. Thread-safe; two who ask at once may both compute."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)

    def recall(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """The figures for a key, computed when they are not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # a key is only ever used for one kind
        value = compute()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return value
