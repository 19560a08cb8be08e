"""The Typer app: commands, options, completion. Only this folder uses Typer."""
