"""The files of a case folder, each read into values: head and sources, layers and entries, places."""
