"""Apotek online's words and shapes (bpjs-protocols §10): upper-case names, days with a time."""
