"""Criteria of each assessment year and crawl settings, as data with strict loaders."""
