"""Chapter 7 of the contract: what a telephone exchange says of its calls."""
