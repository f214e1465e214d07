"""Pictures with QR codes, read and judged: python benchmarks/qr.py FOLDER.

FOLDER holds ``qr.tsv`` (file, is_eit, payload, note) and the pictures. Printed: whether each decodes, to the address
written down where one is, and what the check of the EIT link says of a page that shows it. Nothing is asked of any
machine, so a short address behind a code stays unknown; an EIT code must never be called absent, nor another one EIT.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from crawler.documents.qr import codes
from crawler.site import Image
from rules.content import Content
from rules.items.news import eit_link
from rules.rule import Unsure


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    with (folder / "qr.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    read = known = right = taken = lost = 0
    for row in rows:
        found = codes((folder / row["file"]).read_bytes())
        name = row["file"].partition("_")[2]
        picture = Image("img", 0, f"/{name}", "", 0, 0, "", "main", "", "\n".join(found))
        said = eit_link(Content("/", "page", images=(picture,)))
        word = "absent" if said is None else "not known" if isinstance(said, Unsure) else "EIT"
        read += bool(found)
        known += "//" in row["payload"]
        right += "//" in row["payload"] and any(code.startswith(row["payload"].rstrip(".")) for code in found)
        taken += row["is_eit"] == "no" and word == "EIT"
        lost += row["is_eit"] == "yes" and bool(found) and word == "absent"
        print(f"{row['file'][:40]:40} {'EIT' if row['is_eit'] == 'yes' else '-':4} {' '.join(found)[:50]:50} {word}")
    print(f"{len(rows)} pictures: {read} decode, {right} of {known} to the address known; EIT called absent: {lost}")
    print(f"other codes taken for EIT: {taken}")


if __name__ == "__main__":
    main()
