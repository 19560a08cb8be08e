"""Read a YAML file into checked records, or find all its problems. Only this folder uses yaml."""
