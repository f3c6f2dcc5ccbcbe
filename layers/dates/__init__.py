"""The parts of an EDTF date: its days, its calendar, and its words."""
