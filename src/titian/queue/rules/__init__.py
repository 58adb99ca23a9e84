"""Pure decisions of the queue: who may book, who is called next, and when."""
