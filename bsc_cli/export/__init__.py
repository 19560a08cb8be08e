"""Write all records of the stores to a file or a folder that another program reads."""
