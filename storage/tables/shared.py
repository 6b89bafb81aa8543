"""The metadata that all tables share, and the columns that several of them have."""

from sqlalchemy import Column, ForeignKey, MetaData

from storage.column_types import ROW_ID, PlainText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def run_id() -> Column[int]:
    """Return the column that names a row's run."""
    return Column("run_id", ROW_ID, ForeignKey("runs.run_id"), nullable=False)


def listing_key() -> tuple[Column[str], Column[str]]:
    """Return the columns that name a row's listing."""
    return (
        Column("marketplace", PlainText, nullable=False),
        Column("listing_id", PlainText, nullable=False),
    )
