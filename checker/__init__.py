"""Runs everything: crawl, judge, score, store, command line."""
