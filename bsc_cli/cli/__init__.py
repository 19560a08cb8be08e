"""The Typer app: commands, options, completion. Alone knows Typer."""
