"""Chapter 5 of the documentation: addresses."""
