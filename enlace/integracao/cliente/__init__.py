"""Chapter 4 of the documentation: customers."""
