"""A layer as a sheet for a spreadsheet program, and what came back from one."""
