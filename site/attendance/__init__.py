"""Attendance: passes, rotating codes, check-in, the desk with and without signal, credit hours.

It owns the fact that a person attended a session and every correction of it. It must not know
essays, figures or how the pass is printed elsewhere.
"""
