"""A trained model on disk: arrays.npz (no pickles), model.json, and an id made from what they hold."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.errors import ModelError

Arrays = Mapping[str, npt.NDArray[Any]]

FORMAT: Final = 1
"""Raised when files of an older version can no longer be read."""

_ARRAYS: Final = "arrays.npz"
_FACTS: Final = "model.json"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def hash_content(arrays: Arrays, facts: Mapping[str, Any]) -> str:
    """SHA-256 (hexadecimal) over names, types, shapes and bytes of the arrays and the facts."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        digest.update(array.tobytes())
    digest.update(_canonical(facts).encode())
    return digest.hexdigest()


def save_model(folder: Path, arrays: Arrays, facts: Mapping[str, Any]) -> None:
    """Write both files; the same content gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / _ARRAYS, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", _EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9
            )
    text = json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / _FACTS).write_text(text + "\n", encoding="utf-8")


def load_model(folder: Path) -> tuple[Arrays, dict[str, Any]]:
    """The arrays and facts of a saved model. Raises ModelError when they cannot be used."""
    try:
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        # opened here: NumPy leaves the file open when it is no archive
        with (folder / _ARRAYS).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except FileNotFoundError as error:
        msg = f"{folder} holds no model ({error.filename} is missing): train one or name another folder"
        raise ModelError(msg) from error
    except (OSError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise ModelError(f"the model in {folder} is damaged ({error}): train it again") from error
    if not isinstance(facts, dict) or facts.pop("format", None) != FORMAT:
        msg = f"the model in {folder} has another format than {FORMAT}: train it again with this version"
        raise ModelError(msg)
    return arrays, facts


def _canonical(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
