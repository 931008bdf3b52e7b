"""A content file -> the keys that its front matter may hold, by the folder that it stands in."""

from __future__ import annotations

from digest.content.fields import article_fields, leaf_fields, topic_fields
from digest.content.issue import issue_fields
from digest.content.reading import folders
from digest.schema import Field
from digest.settings import Site


def fields_of(path: str, site: Site) -> tuple[Field, ...]:
    """The keys that a file of `content/` may have; none for one of which no page is made."""
    folder = path.split("/")[1]
    if not path.endswith(".md") or path.count("/") < 2 or folder not in folders(site):
        return ()
    if folder == "articles":
        return article_fields(site)
    if folder == "issues":
        return issue_fields(site)
    return (*leaf_fields(), *(topic_fields() if folder == "topics" else ()))
