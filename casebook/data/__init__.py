"""Facts: the data package read, typed and checked."""

import sys

# jsonschema builds parsers of internationalised addresses on import, more than a second's work for
# every command. Nothing here holds such an address; without this it builds none.
sys.modules.setdefault("rfc3987_syntax", None)
