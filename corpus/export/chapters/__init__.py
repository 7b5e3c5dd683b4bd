"""The study chapters in words: what `corpus.chapters` tabulated, as text, tables and quotes in one language.

One module a chapter; `building` makes them all.
"""
