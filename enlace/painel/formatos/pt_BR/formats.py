"""Dates as people at a counter write them; Django's own are those of a letter and fill four lines of a list."""

DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "d/m/Y H:i"
