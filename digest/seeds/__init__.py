"""The wing that knows mess: `seeds/` -> `content/`. It has never heard of a page."""
