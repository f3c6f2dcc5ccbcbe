"""From a report's mentions and dates to draft events: what happened where and when, and who says so."""
