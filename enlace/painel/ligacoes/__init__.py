"""The window of a call, on whichever page is open."""
