"""Finding toponyms in a text: its tokens, what a language knows of them, and the cues for and against each."""
