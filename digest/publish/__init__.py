"""public/ -> readers: where a built site goes, and what has to be true of it first."""
