"""The inventory as tables of named variables, the same in every format."""
