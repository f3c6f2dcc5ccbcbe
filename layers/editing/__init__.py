"""Changes within the files of a case that leave every other byte as it is."""
