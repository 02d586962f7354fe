"""Pages of the room: the liaison's list of people, joining and leaving a unit."""
