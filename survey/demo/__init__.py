"""The demonstration: invented neighbourhoods, invented answers, and the real ones of Tal Afar."""
