"""What an audit can be drawn from now: every current passage that nobody has answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from corpus.audit_design import LAYERS, find_layers
from corpus.audit_reader import AuditReader
from corpus.audit_records import Layer
from corpus.estimate_material import Frame, Ground
from corpus.inventory_records import Selection
from corpus.records import Codebook


@dataclass(frozen=True, slots=True)
class Pool:
    """The population with what of it is open to be drawn. `taken` are rows of the store that are answered or
    stand in the frame one by one.
    """

    ground: Ground
    frame: Frame
    taken: Collection[int]

    @property
    def sizes(self) -> dict[Layer, int]:
        """How many passages each layer has."""
        coded = {layer: int((self.frame.layers == place).sum()) for place, layer in enumerate(LAYERS[:-1])}
        return coded | {Layer.REST: int(self.frame.rest.sum())}


def read_pool(reader: AuditReader, coder: str, codebook: Codebook, selection: Selection) -> Pool:
    """The pool by what `coder` said."""
    ground = reader.read_ground(selection)
    codings = reader.read_codings(coder, codebook, ground)
    answered = reader.read_answered_rows()
    free = codings.select(~np.isin(codings.rows, list(answered)))
    taken = {*answered, *map(int, free.rows)}
    return Pool(ground, Frame(free, find_layers(free), reader.count_rest(ground, taken)), taken)
