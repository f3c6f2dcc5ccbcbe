"""The kinds of files that a report may come in: text, page, document, lines; and what each says of itself."""
