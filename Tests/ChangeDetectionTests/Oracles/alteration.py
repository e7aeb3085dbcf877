#!/usr/bin/env python3
"""Writes alteration.json: what NumPy and SciPy make of the steps of the method `ir-mad` and of radiometric normalisation.

    python3 Tests/ChangeDetectionTests/Oracles/alteration.py      (needs numpy and scipy; made with numpy 2.4.6, scipy 1.17.1)

The eigenvalue problem is solved as it is written, S12 S22^-1 S21 a = rho^2 S11 a, by scipy.linalg.eigh of the pair of matrices; weights are
scipy.stats.chi2.sf; the regression line is the first principal axis of the weighted covariance.
"""

import json
import pathlib

import numpy
import scipy.linalg
import scipy.stats

random = numpy.random.default_rng(7)
COUNT, BANDS = 600, 3
ground = random.normal(0, 1, (BANDS, COUNT))
mix = numpy.array([[200, 90, 40], [60, 180, 80], [30, 70, 220]])
before = 900 + mix @ ground + random.normal(0, 12, (BANDS, COUNT))
slope, intercept = numpy.array([0.7, 0.8, 0.6]), numpy.array([50, -20, 90])
after = (before - intercept[:, None]) / slope[:, None] + random.normal(0, 15, (BANDS, COUNT))
after[:, :60] += random.normal(900, 200, (BANDS, 60)) * numpy.array([[1], [-0.6], [1.3]])
before, after = before.round().astype(numpy.float32).astype(float), after.round().astype(numpy.float32).astype(float)

weights = numpy.ones(COUNT)
known = numpy.zeros(BANDS)
both = numpy.concatenate([before, after])
for _ in range(30):
    mean = numpy.average(both, axis=1, weights=weights)
    covariance = numpy.cov(both, aweights=weights, ddof=0)
    first, cross, second = covariance[:BANDS, :BANDS], covariance[:BANDS, BANDS:], covariance[BANDS:, BANDS:]
    values, a = scipy.linalg.eigh(cross @ numpy.linalg.inv(second) @ cross.T, first)
    rho = numpy.sqrt(values)
    b = numpy.linalg.inv(second) @ cross.T @ a / rho
    difference = a.T @ (before - mean[:BANDS, None]) - b.T @ (after - mean[BANDS:, None])
    squares = (difference**2 / (2 * (1 - rho))[:, None]).sum(0)
    weights = scipy.stats.chi2.sf(squares, BANDS)
    moved = abs(rho - known).max()
    known = rho
    if moved < 1e-3:
        break

lines = []
for x, y in zip(after, before):
    values, vectors = numpy.linalg.eigh(numpy.cov(x, y, aweights=weights, ddof=0))
    gradient = vectors[1, 1] / vectors[0, 1]
    covariance = numpy.cov(x, y, aweights=weights, ddof=0)
    lines.append([gradient, numpy.average(y, weights=weights) - gradient * numpy.average(x, weights=weights),
                  covariance[0, 1] / numpy.sqrt(covariance[0, 0] * covariance[1, 1])])

numbers = numpy.concatenate([random.normal(2, 0.5, 700), random.normal(9, 1, 90)])
# Otsu as it is written: the threshold of the least variance within both classes, of all numbers.
ordered = numpy.sort(numbers)
within = [ordered[:i].var() * i + ordered[i:].var() * (len(ordered) - i) for i in range(1, len(ordered))]
place = int(numpy.argmin(within)) + 1

matrix = random.normal(0, 1, (5, 5))
matrix = matrix @ matrix.T
result = {
    "before": before.tolist(), "after": after.tolist(), "correlations": rho.tolist(), "squares": squares.tolist(),
    "lines": lines, "numbers": numbers.tolist(), "between": [float(ordered[place - 1]), float(ordered[place])],
    "matrix": matrix.ravel().tolist(), "eigenvalues": numpy.linalg.eigvalsh(matrix).tolist(),
    "tails": [[d, float(x), float(scipy.stats.chi2.sf(x, d))] for d in range(1, 7) for x in (0, 0.3, 1, 4, 11, 30)],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n", encoding="utf-8")
print(rho, lines, result["between"], weights.sum())
