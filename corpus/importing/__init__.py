"""Taking in what people coded in other programs: what is matched, what becomes an answer, what is lost."""
