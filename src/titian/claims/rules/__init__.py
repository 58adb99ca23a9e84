"""Pure decisions about claims: their life, clocks, who may do what, and whether one is whole."""
