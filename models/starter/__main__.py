"""Rebuilds the shipped model from its material and prints the model card: ``python -m models.starter``."""

from __future__ import annotations

import json
import sys

from models.classifier import STARTER
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.material import training_examples
from models.training import TrainingSettings, train


def main() -> None:
    """Train on everything but the demo municipalities, save, print the card."""
    classifier = train(training_examples(), load_codebook(DEFAULT_CODEBOOK), TrainingSettings())
    classifier.save(STARTER)
    sys.stdout.write(json.dumps(dict(classifier.card), ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(f"{classifier.coder}\n")


if __name__ == "__main__":
    main()
