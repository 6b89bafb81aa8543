"""A catalogue file (CSV, JSON lines, Parquet; gzip or not) as a stream of listings, in bounded memory."""

from marketsweep.catalogue.catalogue import Catalogue, open_catalogue
from marketsweep.catalogue.records import RowFault
from marketsweep.catalogue.rows import CatalogueRow

__all__ = ["Catalogue", "CatalogueRow", "RowFault", "open_catalogue"]
