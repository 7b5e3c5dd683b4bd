"""Models: from a passage to the codes of the study's codebook. Knows neither the store nor the network."""
