"""The integration API: the contract of the HubSoft ERP, answered from Enlace's tables.

What it is: a door. Reads are one SQL statement each (`consultas/`), over views that hold each documented object once
(`visoes/`); writes call one verb or process. All foreign quirks live and die here, each with a comment that it is on purpose.
What it is not: a place for rules.
"""
