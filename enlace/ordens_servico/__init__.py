"""Service orders (OS): what a technician does at a customer's, planned when, done when, by whom.

What it is: orders, their technicians' agenda and what they are classified by. What it is not: the ticket that asked for one
(`atendimento`).
"""
