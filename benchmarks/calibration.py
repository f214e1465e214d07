"""Fits and checks the confidence: python benchmarks/calibration.py FOLDER --keep DIR [--weights].

A verdict is right when present / partial / absent agrees with the hand judgement (``accuracy.compare``). The weights
of ``checker.confidence`` are logistic with a penalty that draws them towards the plain share of right verdicts of
their kind; figures come from ten folds by site, so no site's verdict is measured with weights fitted on that site.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import accuracy
import stored

from checker.confidence import LEAST, MOST, WEIGHTS, Signs, confidence

FOLDS = 10
PENALTY = 1.0  # of squared weights; the base is drawn to the odds of all verdicts, not to zero
BINS = (0.0, 0.6, 0.75, 0.85, 0.9, 0.95, 1.01)

Row = tuple[str, Signs, bool]  # site, signs, whether the verdict was right


def rows(folder: Path, keep: Path, criteria: str) -> list[Row]:
    """A row per hand judgement of an item, in the order of the file."""
    reports = stored.reports(folder, keep, criteria)
    found = []
    for label in stored.labels(folder):
        report = reports[label["site"]]
        if label["item"] in report["_signs"]:
            agreed = accuracy.compare(label, report)["agree"]
            found.append((label["site"], report["_signs"][label["item"]], bool(agreed)))
    return found


def values(given: Signs) -> list[float]:
    """The signs that the form of this kind has, in its order."""
    return [1.0 if name == "base" else float(getattr(given, name)) for name in WEIGHTS[given.kind]]


def fit(given: Sequence[tuple[list[float], bool]], prior: float) -> list[float]:
    """Weights of least penalised loss, by damped Newton steps; the first value is the base, drawn to ``prior``."""
    size = len(given[0][0])
    centre = [prior, *([0.0] * (size - 1))]
    weights = list(centre)
    for _ in range(50):
        slope = [PENALTY * (w - c) for w, c in zip(weights, centre, strict=True)]
        curve = [[PENALTY if i == j else 0.0 for j in range(size)] for i in range(size)]
        for x, right in given:
            p = chance(sum(w * v for w, v in zip(weights, x, strict=True)))
            for i in range(size):
                slope[i] += (p - right) * x[i]
                for j in range(size):
                    curve[i][j] += p * (1 - p) * x[i] * x[j]
        step = solve(curve, slope)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return weights


def chance(odds: float) -> float:
    """Probability from log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small linear system (positive definite), by elimination."""
    size = len(right)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(size):
        for below in range(at + 1, size):
            factor = table[below][at] / table[at][at]
            table[below] = [b - factor * a for a, b in zip(table[at], table[below], strict=True)]
    answer = [0.0] * size
    for at in reversed(range(size)):
        known = sum(table[at][j] * answer[j] for j in range(at + 1, size))
        answer[at] = (table[at][size] - known) / table[at][at]
    return answer


def fitted(given: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Weights per kind of verdict."""
    share = (sum(right for _, _, right in given) + 1) / (len(given) + 2)
    prior = math.log(share / (1 - share))
    weights = {}
    for kind, names in WEIGHTS.items():
        own = [(values(s), right) for _, s, right in given if s.kind == kind]
        found = fit(own, prior) if own else [prior, *([0.0] * (len(names) - 1))]
        weights[kind] = {name: round(weight, 2) for name, weight in zip(names, found, strict=True)}
    return weights


def said(given: Signs, weights: dict[str, dict[str, float]]) -> float:
    """What a form with these weights says."""
    odds = sum(w * v for w, v in zip(weights[given.kind].values(), values(given), strict=True))
    return max(LEAST, min(MOST, chance(odds)))


def folded(given: Sequence[Row]) -> list[tuple[float, bool]]:
    """(confidence, right) per row, each fitted without the sites of its fold."""
    sites = sorted({site for site, _, _ in given})
    fold = {site: at % FOLDS for at, site in enumerate(sites)}
    out = []
    for number in range(FOLDS):
        weights = fitted([row for row in given if fold[row[0]] != number])
        out += [(said(s, weights), right) for site, s, right in given if fold[site] == number]
    return out


def table(name: str, given: Sequence[tuple[float, bool]]) -> None:
    """Print how often verdicts of each confidence were right."""
    print(f"\n{name}: confidence said, verdicts, right")
    for low, high in pairwise(BINS):
        some = [(c, right) for c, right in given if low <= c < high]
        if some:
            mean = sum(c for c, _ in some) / len(some)
            hits = sum(right for _, right in some)
            print(f"  {low:.2f}-{min(high, 1):.2f}   said {mean:.2f}   {accuracy.share(hits, len(some))}")
    brier = sum((c - right) ** 2 for c, right in given) / len(given)
    share = sum(right for _, right in given) / len(given)
    pairs = [(a > b) + (a == b) / 2 for a, yes in given if yes for b, no in given if not no]
    order = sum(pairs) / len(pairs) if pairs else 0.0
    print(f"  Brier {brier:.4f}; of always saying {share:.2f}: {share * (1 - share):.4f}")
    print(f"  a right verdict above a wrong one in {order:.2f} of pairs")


def main() -> None:
    """Print reliability tables and, on request, the weights to put into ``checker/confidence.py``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, required=True, help="archives of earlier runs; missing ones are crawled")
    parser.add_argument("--criteria", default="2568")
    parser.add_argument("--weights", action="store_true", help="print weights fitted on all sites")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    given = rows(options.folder, options.keep, options.criteria)
    for kind in WEIGHTS:
        of = [right for _, s, right in given if s.kind == kind]
        print(f"{kind:<10} {accuracy.share(sum(of), len(of))}")
    table("as the program says", [(confidence(s), right) for _, s, right in given])
    table(f"{FOLDS} folds by site", folded(given))
    if options.weights:
        for kind, weights in fitted(given).items():
            print(f'    "{kind}": {weights},')


if __name__ == "__main__":
    main()
