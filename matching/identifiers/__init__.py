"""Numbers of products: read from a listing, and looked up among recalled goods and the goods of known brands."""

from matching.identifiers.comparing import identifier_indicators
from matching.identifiers.known_products import KnownProducts
from matching.identifiers.written import Identifier, IdentifierKind, identifiers_of

__all__ = ["Identifier", "IdentifierKind", "KnownProducts", "identifier_indicators", "identifiers_of"]
