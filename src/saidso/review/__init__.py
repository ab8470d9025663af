"""Room review: a local web app in which people check what was read, and decide."""
