"""Make the gazetteer file: from the installed packages, or from a dump of GeoNames."""
