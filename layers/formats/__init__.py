"""The forms that a layer file may have, one module each."""
