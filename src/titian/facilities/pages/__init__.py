"""Pages of facilities: the finder, a facility, and the schedule its manager edits."""
