"""Asking a NAS (concentrator) to end or to change a session: RFC 5176, and the small RADIUS codec under it.

What it is: pure protocol and one UDP socket a request; the codec also plays the NAS for tests and measurements.
What it is not: a RADIUS server (that is FreeRADIUS), or who is to be disconnected and when. It knows no table.
"""
