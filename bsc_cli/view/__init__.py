"""Views for people: blocks of text, to which an output format adds widths and colours."""
