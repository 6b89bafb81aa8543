"""Words learnt from listings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "corpus_words",
        sa.Column("corpus_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("through_observation", ROW_ID, nullable=False),
        sa.Column("listings", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("corpus_id = 1", name=op.f("ck_corpus_words_there_is_one")),
        sa.PrimaryKeyConstraint("corpus_id", name=op.f("pk_corpus_words")),
    )


def downgrade() -> None:
    op.drop_table("corpus_words")
