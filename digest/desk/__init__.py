"""The desk: a small web application beside the preview, on which an editor's day is done. It is never published."""
