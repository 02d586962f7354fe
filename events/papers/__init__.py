"""Papers about an offering: its timetable, and letters to those who teach and who host it."""
