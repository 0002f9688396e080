"""Show claims, events and reports to a person: tables and trees for the terminal, one page for the browser."""
