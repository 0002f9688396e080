"""The pages of the desk, one module a group of addresses."""
