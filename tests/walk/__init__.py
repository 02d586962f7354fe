"""A walk over every address of the site: what stands there, and how its pages are read."""
