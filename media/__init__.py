"""Pictures, documents and uploads: their models and checks, storage, and what we draw ourselves.

It owns how a file is stored, checked and answered. It must not know whose file it is: the owning
room's view states the rule for a private file.
"""
