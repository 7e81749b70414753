"""`POST /oauth/token` (section 2 of the documentation): the door to `contas.tokens`, in the contract's words.

What it is: reading the request in all its spellings, and the answers and errors as the genuine server writes them.
What it is not: the protocol itself (django-oauth-toolkit's), nor who may enter (`contas`).
"""
