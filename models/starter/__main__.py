"""Rebuilds the shipped model from its material and prints the model card: ``python -m models.starter``."""

from __future__ import annotations

import json
import sys

from models.classifier import STARTER
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.foundation import save_folds
from models.material import training_examples
from models.training import TrainingSettings, score_folds, train_on_folds


def main() -> None:
    """Train on everything but the demo municipalities, save, print the card."""
    examples, codebook, settings = training_examples(), load_codebook(DEFAULT_CODEBOOK), TrainingSettings()
    folded = score_folds(examples, codebook, settings)
    classifier = train_on_folds(examples, codebook, settings, folded)
    classifier.save(STARTER)
    save_folds(STARTER, examples, folded.codes, folded.raw)
    sys.stdout.write(json.dumps(dict(classifier.card), ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(f"{classifier.coder}\n")


if __name__ == "__main__":
    main()
