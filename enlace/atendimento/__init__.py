"""Support tickets (`atendimento`): who asked for what, about which service, whose turn it is, until when, and how it ended.

What it is: tickets with their messages and what they are classified by. What it is not: the visit of a technician
(`ordens_servico`), a telephone call (`pbx`), or what opens and closes both at once (`processos`).
"""
