"""Exports: an inventory as files that researchers' tools open. Each format is one module."""
