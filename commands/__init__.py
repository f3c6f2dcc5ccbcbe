"""The sub-commands of `dateline`, one module each."""
