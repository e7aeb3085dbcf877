#!/usr/bin/env python3
"""Writes trajectories.json: generated sequences of crop years (C cropped, I idle) and what the rule of Yin et al. 2020 says of them.

The rule as its authors publish it (github.com/hyinhe/Eastern_Europe_Abandonment, step 3, "5-year rule"): a year is the beginning of an abandonment
if the year before was cropped, at least four of the five years before were, and it and the four years after were not. An array
version written from that sentence; it shares nothing with the program. A year before the sequence
counts as not cropped.

    python3 trajectories.py > trajectories.json
"""
import json

import numpy

random = numpy.random.Generator(numpy.random.PCG64(2020))
cases = []
for number in range(300):
    length = int(random.integers(10, 19))
    # Runs of crop and idle years of random length, so that most abandonments are near the limit of the rule.
    crop = numpy.zeros(length, bool)
    year, value = 0, True
    while year < length:
        run = int(random.integers(1, 8))
        crop[year:year + run] = value
        year, value = year + run, not value
    begins = [int(year) for year in range(4, length - 4)
              if crop[year - 1] and crop[max(0, year - 5):year].sum() >= 4 and not crop[year:year + 5].any()]
    cases.append({"years": "".join("CI"[int(not each)] for each in crop), "begins": begins})
print(json.dumps(cases, separators=(",", ":")))
