"""A few hundred believable customers around the documented ones: the same at every load, made through the verbs.

Names, documents and addresses are drawn apart from one another; telephones begin with 90000, which no operator gives out, and
mail goes to example.com: none of them is anybody's.
"""
