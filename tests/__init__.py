"""The tests of the site, in the order of its rooms; conftest.py says how to run and write them."""
