"""Notifications to applications by Firebase Cloud Messaging, HTTP v1."""
