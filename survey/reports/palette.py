"""The colours of a report, chosen so that a black-and-white copy keeps them apart."""

INK = "#1B1F23"
GREY = "#565C63"
RULE = "#B9BEC4"
TINT = "#F1F3F4"
PAPER = "#FFFFFF"

GOOD = "#0B5563"
GOOD_LIGHT = "#7FB5B8"
NEED = "#A6490B"
NEED_LIGHT = "#E6A66B"
NEUTRAL = "#DCDDDD"
GROUND = "#E3EFEF"
