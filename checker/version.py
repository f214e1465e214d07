"""The version of the program, once: packaging, reports and ``oit --version`` read it here."""

VERSION = "1.0.0"
