"""Pure decisions about care that is written down."""
