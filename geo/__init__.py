"""Names to places: the gazetteer, the choice among its candidates, and the areas of regions."""
