"""Tables as data: Parquet, JSON Lines, SPSS."""
