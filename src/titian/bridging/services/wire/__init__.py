"""The facilities' door: who calls, what is meant, what was done, and the answer sealed."""
