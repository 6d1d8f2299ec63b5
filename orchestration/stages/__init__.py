"""The stages between raw bytes and dbt: pure functions from records to Arrow batches, and what drives them.

A stage reads no shared state and is keyed by (content hash, rules version), so one process, a pool or a cluster engine may drive it and
a rerun does only what changed. Rules about language belong to corpus, figures and claims; nothing here knows Dagster.
"""
