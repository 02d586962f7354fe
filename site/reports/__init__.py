"""Figures, exports, who owes what.

It owns no table: every figure is derived from the records of other rooms and shown with its
definition and date. It must not write anything.
"""
