"""Digest: raw seed articles become Markdown an editor owns, and Markdown becomes a static news digest."""

__version__ = "0.1.0"
