"""From an address to an archive: fetch, render, extract, read documents. Knows nothing of OIT."""
