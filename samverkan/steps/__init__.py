"""The steps of the pipeline. Each takes what is pending, stores it piece by piece and tells what it did.

A step can be killed at any moment and started again: what was committed stays, the rest is pending still.
"""
