"""The documents as references: RIS and CSL-JSON."""
