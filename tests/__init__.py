"""The tests: a tree that mirrors the source. A package, so that no other of this name can hide it."""
