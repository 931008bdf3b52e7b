"""The hinge: an editor's files, and nothing else. `content/` -> `Library`."""
