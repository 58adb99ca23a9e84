"""Wires everything: settings, addresses, the server's entry point, the `titian` command line.

Imported by none. Chooses the adapters of each port and registers implementations of the
protocols that lower packages declare.
"""
