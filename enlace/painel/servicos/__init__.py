"""One service: its page, and the acts on it: unblock, disconnect, suspend, enable, cancel, another plan, another address."""
