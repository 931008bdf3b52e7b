// Nothing here needs a script.
