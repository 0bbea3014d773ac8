"""News with Wagtail, as its tutorial makes a blog: an index, articles, tags, related articles."""
