"""What each item of the assessment asks for, and where on a site it may be. No network, no database."""
