"""PCare's words and shapes (bpjs-protocols §8): bodies read, records shown, nothing decided."""
