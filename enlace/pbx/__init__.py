"""Telephone calls that an exchange tells us of, and on whose screen they are shown.

What it is: calls, who is called, who probably calls, and the news of both for open panels. What it is not: the window in which
they are seen (`painel`).
"""
