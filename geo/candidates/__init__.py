"""What a place text may mean: how it is read, and how each candidate is weighed."""
