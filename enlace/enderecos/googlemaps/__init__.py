"""The geocoding service of the Google Maps Platform: the coordinates of an address."""
