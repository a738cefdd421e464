"""Imported first by a process that loads jsonschema, which then need not read a grammar of addresses."""

import sys

# Where `rfc3987_syntax` is installed (Jupyter's server brings it), jsonschema loads it for its check of
# international addresses, and it takes 1.7 s to read its grammar. Without it that one format goes unchecked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
