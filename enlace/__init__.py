"""Enlace runs an internet provider and answers the integration API of the HubSoft ERP."""
