"""The preview: the site as it would be built now, in a browser, while its files are edited."""
