"""Each alert says which index its listing was asked with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alerts", sa.Column("index_digest", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("alerts", "index_digest")
