"""Tests of the preview; what may be done to one is in `tests/faults`, group I."""
