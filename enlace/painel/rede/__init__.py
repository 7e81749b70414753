"""The network: POPs, equipment, interfaces, zones, optical boxes, sessions of each."""
