"""The tests: a tree that mirrors the source. A package, so that no other one of this name can stand in its way."""
