"""Acts on a service: unblock, disconnect, suspend, enable, cancel, another plan, another address."""
