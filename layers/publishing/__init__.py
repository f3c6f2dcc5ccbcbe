"""What stands between a case and its public: the gate, private traces, the release."""
