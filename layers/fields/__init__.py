"""The fields of a case's files, read by type; what is wrong becomes a fault."""
