"""Pure decisions about dues: values in, values out."""
