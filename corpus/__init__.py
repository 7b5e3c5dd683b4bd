"""The corpus: the nouns of the study, the store that keeps them, and what is read out of it."""
