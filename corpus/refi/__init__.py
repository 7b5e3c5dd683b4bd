"""Exchange with NVivo, ATLAS.ti, MAXQDA and others by REFI-QDA, the standard of their makers."""
