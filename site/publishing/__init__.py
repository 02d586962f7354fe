"""What every page needs: page mixins, blocks without records, Chinese search, page cache, menus,
site settings.

It owns how pages are written, found and kept ready. It must not know what any page is about.
"""
