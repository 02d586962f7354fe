"""Everything dated: event pages, kinds, venues, speakers, Offering, Session, SeatPool.

It owns what is held when and where, for how many. It must not know who registered or came: rooms
above follow its changes through `events.changes`.
"""
