"""Who may enter: the provider's people, the programs that use the API, their tokens and their wrong passwords.

What it is: users (`Usuario`), API clients (`ClienteApi`), token issue and revocation, slowing down of guessing.
What it is not: what a user may do on a business object (that is each domain's permission), nor the subscriber's own login.
"""
