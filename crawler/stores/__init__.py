"""Files that a site links to and that are kept elsewhere: how each service is asked for one, and what it answers."""
