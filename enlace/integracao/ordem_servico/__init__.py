"""Service orders as the API shows them, alone and inside their tickets."""
