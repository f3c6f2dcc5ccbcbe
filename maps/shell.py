"""The page of the local editor, round the map: its markup holds no data, only the token of the run."""

from __future__ import annotations

from html import escape

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
"""What the editor's page may load and ask: this server, and nothing else."""

_SHELL = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="dateline-token" content="{token}">
<title>Dateline editor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/editor.css">
<script src="/editor.js" defer></script>
</head>
<body></body>
</html>
"""


def draw_shell(token: str) -> str:
    """Draw the page of the editor; `token` lets it write, for this run only."""
    return _SHELL.format(token=escape(token))
