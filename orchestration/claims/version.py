"""The one place where the version of the extraction rules stands."""

from orchestration.catalogue import Catalogue

#: Raise when code in figures, claims or corpus changes what is extracted.
CODE_VERSION = 1


def rules_version(catalogue: Catalogue) -> str:
    """Version that keys extraction: code number and vocabulary digest, as in `1-87aef9482633`."""
    return f"{CODE_VERSION}-{catalogue.digest[:12]}"
