"""Many sites in one go: a list in, an archive and a report a site, and one database of all results."""
