"""iCalendar feeds and calendar pages.

It owns the addresses of personal feeds. What a feed shows belongs to `events` and `registration`;
one function builds every component. It must not write any record but its own.
"""
