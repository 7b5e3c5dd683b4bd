"""The place where researchers read, decide and agree: a web application on the study's own computer."""
