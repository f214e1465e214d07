"""The report's document model and one module per output format. Computes no verdict."""
