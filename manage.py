#!/usr/bin/env python
"""The same as `titian`, for tools that look for manage.py."""

from titian.config.cli import main

if __name__ == "__main__":
    main()
