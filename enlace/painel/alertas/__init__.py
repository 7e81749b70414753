"""Alerts that chatbots and attendants read to customers, with whom they reach."""
