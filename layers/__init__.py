"""Cases to dated layers: dates, sources, claims, events, and the frame made of them."""
