"""Rights: who answered may see their answers and have them deleted; nothing is kept for ever."""
