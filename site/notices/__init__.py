"""What we tell a person: notices in the inbox, by e-mail, by SMS.

It owns Notice and the words of every kind. It must not know why something is told: other rooms say
what happened and to whom.
"""
