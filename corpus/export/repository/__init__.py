"""What a data repository asks: DataCite and DDI."""
