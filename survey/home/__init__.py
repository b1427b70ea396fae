"""The site's own pages: what Mahalla is for, the neighbourhoods with their scores, the reports."""
