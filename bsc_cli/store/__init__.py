"""A YAML file to checked records, or to every problem in it. Alone knows yaml."""
