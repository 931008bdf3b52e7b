"""`python -m digest`."""

import gc

gc.set_threshold(200_000)  # as `main` has it, which comes too late for all that is imported before

from digest.cli import main  # noqa: E402

main()
