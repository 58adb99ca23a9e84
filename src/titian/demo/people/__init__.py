"""The people of the demo: named characters with a story, their staff, and a whole population."""
