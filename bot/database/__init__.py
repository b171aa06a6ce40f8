"""SQLAlchemy tables, migrations and one repository a domain."""
