"""How the parts are put together: environment, Django settings, the table of addresses and the WSGI entry."""
