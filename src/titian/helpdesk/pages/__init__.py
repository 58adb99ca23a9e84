"""Pages of failure codes and of the help desk."""
