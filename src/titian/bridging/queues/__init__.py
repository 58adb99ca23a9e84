"""Facilities that keep their line in their own system: adapters of `queue.ports.FacilityQueue`."""
