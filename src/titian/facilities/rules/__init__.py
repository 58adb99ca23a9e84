"""Pure decisions about facilities: what is planned, what a name says of the place."""
