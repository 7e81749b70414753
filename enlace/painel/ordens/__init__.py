"""Service orders: the agenda by day and technician, the map of a day, what a technician does with an order."""
