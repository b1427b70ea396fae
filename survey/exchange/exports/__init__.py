"""The formats that answers are taken out in, a module each, found by their place.

A module brings `EXPORT`, an `Export`; its name is what its files end in.
"""
