"""Library -> problems: what an editor may want to mend, though a site can be built with it."""
