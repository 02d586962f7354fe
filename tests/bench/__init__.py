"""The benchmark: `make bench` (docs/benchmarks.md says what each row means).

One run lays out invented records, serves the site with gunicorn under production settings on
PostgreSQL and Redis, and asks it over HTTP. Floors (views that do nothing, bare SQL) are measured
in the same run: a figure says something only beside them, for no two machines are alike.
"""
