"""Scoring beyond one machine: the functions of `survey.scoring` on Dask and on Spark.

Nothing imports this room but who asks for it: it needs the extra `mahalla[cluster]`.
"""
