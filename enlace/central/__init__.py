"""The subscriber's own doors. So far one: a bill as a PDF, for whoever holds its link.

What it is: a door. It finds what it is asked for, calls the domain and hands over what that gives.
What it is not: a place for sign-in, sessions or cookies; a link is its own key.
"""
