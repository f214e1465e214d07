"""Makes the local servers importable, here and in the crawl's child process."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
