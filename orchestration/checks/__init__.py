"""Dagster's asset checks: what must hold before a build is published, and what people should look at.

A broken promise about structure blocks publishing; an implausible figure never does, it is held back by SQL and only shown here.
The judgement itself lives in dbt (rules), in quality (suites) and in the extractor; a check only asks and shows.
"""
