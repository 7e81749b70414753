"""The reference tables: Django's admin with our site, menu and trace, and the admin pages that know more than one domain.

What it is not: the screens of people's daily work, which are the folders beside this one.
"""
