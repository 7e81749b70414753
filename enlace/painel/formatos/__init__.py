"""How dates and numbers are written for people, by language."""
