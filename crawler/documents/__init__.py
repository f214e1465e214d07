"""Reading of files that agencies publish: PDF, Office, text, pictures."""
