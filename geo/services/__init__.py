"""Services that name places: how each is asked, what it found, and the choice from that."""
