"""Who is who: User, the tree of units, memberships, roles and what each reaches, sign-in.

It owns persons and their place in units. It must not know courses, events or anything a person
takes part in.
"""
