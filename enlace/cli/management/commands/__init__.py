"""One file a command: `enlace x` is `x.py`."""
