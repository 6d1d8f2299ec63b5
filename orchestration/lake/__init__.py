"""The lake: Parquet shards and the manifest that names them, between the Python stages and dbt.

Here: schemas, writing a shard and the manifest so that nobody sees half a file, reading them back. Not here: what the rows mean
(corpus, claims), where files come from (ingest), any SQL.
"""
