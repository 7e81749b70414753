"""The worker's timetable (`agenda.py`). Each job itself stands in its domain's `jobs.py`."""
