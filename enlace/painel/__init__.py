"""The back office: what the provider's people see. Reference tables are in the admin; daily screens are built here."""
