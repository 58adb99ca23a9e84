"""Where: every province, kabupaten/kota, kecamatan and kelurahan/desa of Indonesia.

Owns the regions, their official codes, population and time zones, and the finder that
forgives abbreviations, old names and typing errors. Announces nothing. Stands on platform.
"""
