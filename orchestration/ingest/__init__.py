"""Files and folders become raw bytes that never change: `raw/<2>/<sha256>` and one ledger of where they came from.

Here: finding files, landing bytes once, versions of a source. Not here: what the bytes say (corpus), any lake table but `sources`.
"""
