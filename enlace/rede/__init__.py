"""The provider's network: points of presence, equipment, interfaces, zones and optical boxes.

What it is: the inventory that a service is connected to. What it is not: who is online (`radius`) or where customers live.
"""
