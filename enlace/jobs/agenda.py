"""The whole timetable of the system on one page: what runs by itself, when, and why then. Times are UTC, as the worker's clock.

Each line names the task of a domain; the worker (`enlace trabalhador`) defers it into the queue at its minute, once, however many
workers there are.
"""
