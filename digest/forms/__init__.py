"""The keys of front matter and settings -> forms for the programs in which editors may write."""
