"""Reading one HTML page: what its markup means, its addresses, and the walk over its tree."""
