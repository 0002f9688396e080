"""Sentences and reports of our own, with the places that are right: in which container, and of which happening."""
