"""What the study chapters count: pure tabulations over an inventory, without words of any language.

One module a chapter; `material` says which rows count, `tallies` how they are counted.
"""
