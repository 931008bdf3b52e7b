"""Fixtures of the site's tests."""

from tests.site.workshop import workshop

__all__ = ["workshop"]
