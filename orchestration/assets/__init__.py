"""Dagster's view of the line: each asset wraps one step and adds what a person wants to see of it.

Here: asset definitions and their metadata. Not here: the steps themselves (ingest, stages, publish) and the checks (checks/).
"""
