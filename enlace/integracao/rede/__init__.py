"""Chapter 9 of the documentation: the network."""
