"""Notifications to browsers: Web Push (RFC 8030, 8188, 8291) signed with VAPID (RFC 8292)."""
