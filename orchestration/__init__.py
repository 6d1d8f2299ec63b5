"""Gonghui: figures in the prose of Chinese trade unions, made into a warehouse that can be trusted.

Layers, in the order in which a report walks through them:
`ingest` (bytes land) -> `corpus` (clean text that points home) -> `figures` (characters become quantities) -> `claims` (quantities
become statements about an indicator, a region and a period) -> dbt (claims become values) -> `publish`.
`catalogue` is the vocabulary that all of them read, `quality` says which figure cannot be true.
Only definitions, jobs, resources, assets, checks and sensors know Dagster; nothing is to be added at this level but packages.
"""
