"""``python -m samverkan`` is the same as ``samverkan``."""

from samverkan.cli import main

main()
