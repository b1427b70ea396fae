"""Places: projects with their districts, neighbourhoods, outlines and survey waves."""
