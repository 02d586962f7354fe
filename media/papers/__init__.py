"""Papers as PDF: A4 with a binding margin, running heads, page numbers, and a font of our own.

The font lies beside this package (Noto Sans SC, SIL Open Font License, see `fonts/OFL.txt`) and is
embedded as a subset: nothing depends on what a machine has installed.
"""
