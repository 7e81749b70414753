"""SMS by the HTTP gateway that the provider configured."""
