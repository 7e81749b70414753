-- Whoever it is: the index of the date that was asked for.
true
