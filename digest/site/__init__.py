"""Library -> public/: knows pages; has never heard of a seed."""
