"""Extraction: from the bytes of a document to citable passages. Knows neither the store nor the network."""
