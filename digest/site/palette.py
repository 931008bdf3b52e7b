"""The colours of cards and icons: those of the theme that comes with the program, by day and by night."""

PAPER, INK, ACCENT = "#fdfcf9", "#1b1a18", "#86190f"
NIGHT, GLOW = "#151618", "#ffb3a3"
