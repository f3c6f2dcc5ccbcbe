"""Files of a case: texts read within bounds, and files written whole or not at all."""
