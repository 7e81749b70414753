"""The whole timetable of the system on one page."""
