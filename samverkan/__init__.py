"""samverkan: from municipal websites to an inventory of collaboration strategies."""

__version__ = "0.1.0"
