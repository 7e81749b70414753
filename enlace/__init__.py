"""Enlace runs an internet provider and answers the integration API of the HubSoft ERP."""

__version__ = "0.1.0"
