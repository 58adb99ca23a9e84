"""Pages of what is told to many: open to everybody, and for editors."""
