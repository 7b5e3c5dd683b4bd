"""The commands by what they are for; each checks what was typed and calls a step."""
