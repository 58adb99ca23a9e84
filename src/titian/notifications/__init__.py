"""What is said to a recipient and heard from one, by which channel, and whether it arrived.

Owns messages, each attempt to send one, what gateways report back, and what people write to us.
Announces `MessageFailed` and `MessageReceived`. Asks the outside through the `Transport` port.
Stands on regions, platform and kernel; knows recipients only by an opaque reference.
"""
