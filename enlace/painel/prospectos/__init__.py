"""Prospects: the funnel, from who asked to who became a customer."""
