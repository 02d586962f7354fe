"""What people bring as a table: the timetable of an offering."""
