"""What is measured, against what, with the command: see bench/README.md."""
