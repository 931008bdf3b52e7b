"""Everything that is wrong with content, at once: what a build tells, and what only an editor can judge."""
