"""Events that commit with the data and reach every subscriber, each once.

Owns the events and one delivery row per subscriber. Stands on jobs and db.

    outbox.announce(TicketBooked(...), at=at)            # inside the writer's transaction

    @subscribe(TicketBooked, name="queue.tell_booked")   # in a package's subscribers.py
    def tell_booked(event: TicketBooked, *, at: datetime) -> None: ...  # in_sets: a sequence
"""
