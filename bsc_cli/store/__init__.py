"""Read a YAML file into checked records, or report its problems. Only this package imports yaml."""
