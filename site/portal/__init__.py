"""Pages and screens that show several rooms: home, articles, columns, search, /me/, /unit/, the
admin dashboards, the demo.

It owns the public shell. It must not own a record that another room could.
"""
