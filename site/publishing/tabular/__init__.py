"""Tables that people bring as XLSX: declared once, read safely, checked whole, written all or not.

A room declares a `Table` (its columns, its rule, how rows are examined, the action that writes
them) and registers it in `AppConfig.ready`. Everything else is here: the template to download, the
limits of a file, the match of its headings with our columns, the dry run in the background that
names every error by row and cell, the marked file to mend, and the one transaction that writes.
"""
