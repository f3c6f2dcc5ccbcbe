"""What a person should look at in a case that has no fault."""
