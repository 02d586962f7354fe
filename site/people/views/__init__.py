"""Pages of the room: the unit's people, joining and leaving, activation, personal tokens."""
