"""Expected values of the Whittaker smoother for irregular dates, by a dense least-squares solve with numpy
(numpy.linalg.lstsq on the stacked rows), independent of the program's banded elimination. Prints the table of
Tests/ChangeDetectionTests/TimeSeries/WhittakerExpectations.swift:

    python3 whittaker.py > ../TimeSeries/WhittakerExpectations.swift
"""
import numpy as np

CASES = [
    ("two dates a month apart", 10, 1.0, [(18263, .2, 1), (18293, .7, 1)]),
    ("two dates within one step", 10, 1.0, [(18263, .2, 1), (18267, .3, 1)]),
    ("an irregular season with unequal weights", 10, 1.0,
     [(17801, .18, 1), (17804, .20, .6), (17819, .24, 1), (17839, .41, .9), (17844, .47, 1), (17859, .71, 1),
      (17881, .83, .55), (17884, .80, 1), (17914, .35, 1), (17919, .22, .8), (17944, .21, 1)]),
    ("a stiffer curve on a 5-day grid", 5, 25.0,
     [(-12, .5, 1), (-3, .1, 1), (0, .6, 1), (4, .3, .5), (19, .9, 1), (33, .2, 1)]),
]


def smooth(step, lam, observations):
    days = [d for d, _, _ in observations]
    first, last = days[0] // step, -(-days[-1] // step)
    n = max(1, last - first + 1)
    rows, right = [], []
    for day, value, weight in observations:
        row = np.zeros(n)
        k = day // step - first
        share = (day - (k + first) * step) / step
        row[k] += 1 - share
        if share:
            row[k + 1] += share
        rows.append(row * weight ** .5)
        right.append(value * weight ** .5)
    for k in range(n - 2):
        row = np.zeros(n)
        row[k:k + 3] = [1, -2, 1]
        rows.append(row * lam ** .5)
        right.append(0)
    values = np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0]
    return [((first + k) * step, float(v)) for k, v in enumerate(values)]


print("// Written by Oracles/whittaker.py; do not edit.")
print("let whittakerExpectations: [WhittakerExpectation] = [")
for name, step, lam, observations in CASES:
    print(f'  WhittakerExpectation(\n    name: "{name}", step: {step}, roughness: {lam},')
    for label, index in (("days", 0), ("values", 1), ("weights", 2)):
        print(f"    {label}: [{', '.join(str(o[index]) for o in observations)}],")
    result = smooth(step, lam, observations)
    print("    expected: [\n      " + ",\n      ".join(f"({d}, {v:.12f})" for d, v in result) + ",\n    ]),")
print("]")
