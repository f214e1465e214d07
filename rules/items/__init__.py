"""One module per subject; found by file name, registered nowhere."""
