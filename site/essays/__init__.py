"""Essays: tasks, drafts, immutable revisions, review.

It owns what a person was asked to write, wrote and was answered. People decide; nothing here scores
an opinion. It must not know figures or pages that show several rooms.
"""
