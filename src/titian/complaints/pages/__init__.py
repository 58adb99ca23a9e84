"""Pages of complaints: open to everybody, and for the officers who answer."""
