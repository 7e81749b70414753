"""Chapter 3: opening and editing tickets."""
