"""Ready files for those who run Titian on more than one machine."""
