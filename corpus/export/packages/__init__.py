"""Packages of CSV files that describe themselves: Frictionless, CSVW, the data dictionary."""
