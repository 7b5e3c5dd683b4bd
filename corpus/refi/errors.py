"""What can be wrong with a file from another program as a whole, so that nothing of it can be taken."""

from __future__ import annotations

from corpus.errors import CorpusError


class RefiError(CorpusError):
    """The file is no REFI-QDA project or codebook, is damaged, or is not safe to open; the text says which
    and what to do.
    """
