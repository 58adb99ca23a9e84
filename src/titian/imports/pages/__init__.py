"""Pages of files that are brought, and of places that join Titian."""
