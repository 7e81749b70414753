"""The world of the documentation: every customer, service, address, equipment, zone and city that its examples name.

Ids and values are the documented ones, so that each documented call gets its documented answer. What the examples leave out
(a street, an id) is ours and believable. The records are written as they are, not through the verbs: their documents have wrong
check digits and their services are in states that took years to reach. Where two examples contradict each other, a comment says
which one stands here.
"""
