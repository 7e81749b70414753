"""Chapter 8 of the documentation: prospects."""
