"""The grammar of date phrases: words by language, patterns of word kinds, and what each pattern means."""
