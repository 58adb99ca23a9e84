"""Systems of a hospital and a clinic that do not exist: own numbers, real HTTP, bad days."""
