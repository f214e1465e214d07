# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "pillow"]
# ///
"""Trains the digit classifier of crawler/documents/digits.py and writes its data file.

    uv run scripts/train_digits.py [FONT FOLDER...]

Renders digits, letters and signs in the free Thai fonts (Debian: fonts-thai-tlwg-ttf), spoils the pictures as printers,
scanners and JPEG do, cuts them into pieces of ink with the program's own code, and fits a network of two layers. The
families in ``HELD_OUT`` are never shown to it: tests and benchmarks measure on them. The same fonts give the same file.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from crawler.documents.digits import DIGITS, blobs, features

FONTS = Path("/usr/share/fonts/truetype/tlwg")
HELD_OUT = ("Norasi", "Umpush", "Waree", "Arundina")
OTHER = 'กขคฆงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาเแโใไๆฯABCDEFGHKLMNPQRTUVWXYZabdefghijkmnpqrtuvwxy()/-–:;"?%&@#*+='
NONE = "."  # the class of everything that is no digit
HIDDEN = 80
ROUNDS = 15


def spoil(picture: Image.Image, dice: random.Random) -> Image.Image:
    """The picture as a scanner gives it: skewed, blurred, noisy, thinned or thickened, compressed."""
    if dice.random() < 0.7:
        turn = Image.Resampling.BICUBIC
        picture = picture.rotate(dice.uniform(-3, 3), turn, expand=False, fillcolor=255)
    if dice.random() < 0.15:
        picture = picture.filter(ImageFilter.MinFilter(3))  # thicker
    elif dice.random() < 0.1:
        picture = picture.filter(ImageFilter.MaxFilter(3))
    if dice.random() < 0.3:
        size = picture.size
        share = dice.uniform(0.5, 0.9)
        picture = picture.resize((int(size[0] * share), int(size[1] * share)), Image.Resampling.BILINEAR)
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    if dice.random() < 0.7:
        picture = picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.4)))
    dark, light = dice.uniform(0, 90), dice.uniform(200, 255)
    picture = picture.point([int(dark + (light - dark) * grey / 255) for grey in range(256)])
    if dice.random() < 0.6:
        noise = Image.effect_noise(picture.size, dice.uniform(5, 40))
        picture = Image.blend(picture, noise, dice.uniform(0.05, 0.3))
    if dice.random() < 0.2:
        level = int((dark + light) / 2 + dice.uniform(-25, 25))
        picture = picture.point([255 if grey > level else 0 for grey in range(256)])
    if dice.random() < 0.6:
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=dice.randint(20, 85))
        picture = Image.open(stream).convert("L")
    return picture


def samples(font: Path, size: int, dice: random.Random) -> list[tuple[list[int], str]]:
    """Pieces of ink of one spoilt line of separate characters, with what they are."""
    face = ImageFont.truetype(str(font), size)
    shown = [dice.choice(DIGITS) if dice.random() < 0.6 else dice.choice(OTHER) for _ in range(24)]
    picture = Image.new("L", (24 * size + 3 * size, 3 * size), 255)
    wide, slant = dice.uniform(0.75, 1.2), dice.uniform(-0.2, 0.25)
    for at, letter in enumerate(shown):
        cell = Image.new("L", (2 * size, 3 * size), 255)
        ImageDraw.Draw(cell).text((size, size), letter, font=face, fill=0, anchor="ma")
        # Forms between and beyond those of the few fonts there are: narrower, wider, more or less slanted.
        form = (1 / wide, slant, size - size / wide - slant * 1.5 * size, 0, 1, 0)
        cell = cell.transform(cell.size, Image.Transform.AFFINE, form, Image.Resampling.BICUBIC, fillcolor=255)
        left = int(1.5 * size + at * size) - size
        picture.paste(ImageChops.darker(cell, picture.crop((left, 0, left + 2 * size, 3 * size))), (left, 0))
    picture = spoil(picture, dice)
    found: list[tuple[list[int], str]] = []
    pieces: dict[int, list[Any]] = {}
    for blob in blobs(picture):
        at = round(((blob.left + blob.right) / 2 - 1.5 * size) / size)
        if 0 <= at < len(shown):
            pieces.setdefault(at, []).append(blob)
    for at, parts in pieces.items():
        letter = shown[at]
        if letter in DIGITS and (len(parts) != 1 or parts[0].height < 0.25 * size):
            continue  # broken in two, or only a part
        for blob in parts:
            found.append((features(picture, blob), letter if letter in DIGITS else NONE))
    return found


def gather(fonts: list[Path], lines: int, seed: int) -> tuple[Any, Any]:
    dice = random.Random(seed)
    inks: list[list[int]] = []
    names: list[int] = []
    classes = DIGITS + NONE
    for font in fonts:
        for _ in range(lines):
            for ink, letter in samples(font, dice.randint(28, 60), dice):
                inks.append(ink)
                names.append(classes.index(letter))
    return np.array(inks, np.float32) / 64, np.array(names)


def fit(inks: Any, names: Any, seed: int) -> list[Any]:
    """Weights and biases of the two layers (Adam, cross-entropy, ink shifted and dimmed as it is shown)."""
    rng = np.random.default_rng(seed)
    count = len(DIGITS) + 1
    size = inks.shape[1]
    layers = [
        rng.normal(0, (2 / size) ** 0.5, (size, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, (2 / HIDDEN) ** 0.5, (HIDDEN, count)),
        np.zeros(count),
    ]
    layers = [layer.astype(np.float32) for layer in layers]
    first = [np.zeros_like(layer) for layer in layers]
    second = [np.zeros_like(layer) for layer in layers]
    step = 0
    for turn in range(ROUNDS):
        rate = 0.004 * 0.8**turn + 0.00005
        order = rng.permutation(len(inks))
        lost = 0.0
        for start in range(0, len(order), 128):
            pick = order[start : start + 128]
            x, y = inks[pick], names[pick]
            hidden = np.maximum(0, x @ layers[0] + layers[1])
            kept = (rng.random(hidden.shape) > 0.05) / np.float32(0.95)
            dropped = hidden * kept
            out = dropped @ layers[2] + layers[3]
            out -= out.max(1, keepdims=True)
            odds = np.exp(out)
            odds /= odds.sum(1, keepdims=True)
            lost -= float(np.log(odds[np.arange(len(y)), y] + 1e-9).sum())
            wrong = odds.copy()
            wrong[np.arange(len(y)), y] -= 1
            wrong /= len(y)
            back = (wrong @ layers[2].T) * kept * (hidden > 0)
            slopes = [x.T @ back, back.sum(0), dropped.T @ wrong, wrong.sum(0)]
            step += 1
            for at, slope in enumerate(slopes):
                if at % 2 == 0:
                    slope = slope + 3e-6 * layers[at]
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.999 * second[at] + 0.001 * slope * slope
                layers[at] -= (
                    rate * (first[at] / (1 - 0.9**step)) / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
                ).astype(np.float32)
        print(f"round {turn + 1}: loss {lost / len(inks):.4f}", flush=True)
    return layers


def packed(weights: Any, bias: Any, unit: float) -> dict[str, object]:
    """One layer with eight bits a weight; ``unit`` is what an input of 1 is at run time."""
    scale = np.abs(weights).max(0) / 127
    whole = np.clip(np.round(weights / scale), -127, 127).astype(np.int8).T
    return {
        "bias": [round(float(value), 5) for value in bias],
        "scale": [round(float(value) / unit, 9) for value in scale],
        "weights": base64.b85encode(whole.tobytes()).decode("ascii"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FONTS])
    parser.add_argument("--lines", type=int, default=60, help="spoilt lines of 24 characters for each font")
    parser.add_argument("--out", type=Path, default=Path("crawler/documents/digits.json"))
    asked = parser.parse_args()
    fonts = sorted(path for folder in asked.folders for path in folder.rglob("*.ttf"))
    held = [path for path in fonts if path.stem.startswith(HELD_OUT)]
    shown = [path for path in fonts if path not in held]
    inks, names = gather(shown, asked.lines, 1)
    print(f"{len(shown)} fonts, {len(inks)} pieces")
    layers = fit(inks, names, 2)
    data = {
        "classes": DIGITS + NONE,
        "first": packed(layers[0], layers[1], 64),
        "second": packed(layers[2], layers[3], 1),
        "fonts": sorted({path.stem.partition("-")[0] for path in shown}),
    }
    asked.out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    inks, names = gather(held, max(4, asked.lines // 5), 3)
    odds = np.maximum(0, inks @ layers[0] + layers[1]) @ layers[2] + layers[3]
    right = odds.argmax(1) == names
    print(f"held out: {len(names)} pieces, {right.mean():.4f} right; digits {right[names < len(DIGITS)].mean():.4f}")


if __name__ == "__main__":
    main()
