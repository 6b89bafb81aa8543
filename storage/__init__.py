"""What is kept: SQLAlchemy Core tables, migrations, the event log and the evidence store. One noun, one file."""
