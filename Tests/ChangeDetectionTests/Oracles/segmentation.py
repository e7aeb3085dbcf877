#!/usr/bin/env python3
"""Writes the expected numbers of AnnualSegmentationTests and FDistributionTests (segmentation.json).

Independent implementations: zeit-cdts 2.2.0 (LandTrendr, checked by its authors vertex for vertex against the program of
Kennedy et al. 2010; its prevent_fast_recovery has no effect, so the tests turn it off) and its damping of spikes; SciPy 1.17.1 (F,
upper tail) and, below what a double can hold, mpmath with 60 digits.
Run in an environment that has them: python3 segmentation.py > segmentation.json
"""
import json

import mpmath
import numpy
import scipy.stats
import zeit
from zeit._landtrendr import desawtooth

random = numpy.random.default_rng(2010)
mpmath.mp.dps = 60


def course(count: int) -> numpy.ndarray:
    """Years of cover with losses, recoveries, noise, spikes and gaps."""
    values = numpy.full(count, random.uniform(0.4, 0.8))
    for _ in range(random.integers(0, 3)):
        year = random.integers(1, count - 1)
        lost = random.uniform(0.1, 0.6)
        years = random.uniform(3, 25)
        values[year:] -= lost * numpy.maximum(0, 1 - numpy.arange(count - year) / years)
    values += random.normal(0, random.choice([0.005, 0.02, 0.05]), count)
    for year in random.integers(0, count, random.integers(0, 3)):
        values[year] -= random.uniform(0.1, 0.4)
    values = values.round(4)
    if random.random() < 0.4:
        values[random.integers(0, count, random.integers(1, 4))] = numpy.nan
    return values


def series() -> list:
    result = []
    for number in range(300):
        count = int(random.choice([8, 12, 23, 30, 40]))
        values = course(count)
        settings = {} if number % 2 == 0 else {
            "max_segments": int(random.integers(2, 9)), "vertex_count_overshoot": int(random.integers(0, 5)),
            "spike_threshold": float(random.choice([0.75, 0.9, 1.0])), "pval_threshold": float(random.choice([0.05, 0.1])),
            "recovery_threshold": float(random.choice([0.25, 0.5, 1.0])),
            "best_model_proportion": float(random.choice([0.75, 1.0]))}
        found = zeit.landtrendr(values, years=range(1985, 1985 + count), n_jobs=1, **settings)
        vertices = int(found.n_vertices)
        result.append({
            "values": [None if numpy.isnan(v) else float(v) for v in values],
            "settings": {"maximumSegments": 6, "vertexOvershoot": 3, "spikeThreshold": 0.9, "probabilityThreshold": 0.05,
                         "recoveryThreshold": 0.25, "bestModelProportion": 0.75, "minimumObservations": 6,
                         "preventsOneYearRecovery": False} | {NAMES[k]: v for k, v in settings.items()},
            "years": [int(y) for y in found.vertex_year.values[:vertices]],
            "fitted": [float(v) for v in found.vertex_value.values[:vertices]]})
    return result


NAMES = {"max_segments": "maximumSegments", "vertex_count_overshoot": "vertexOvershoot", "spike_threshold": "spikeThreshold",
         "pval_threshold": "probabilityThreshold", "recovery_threshold": "recoveryThreshold",
         "best_model_proportion": "bestModelProportion"}


def damped() -> list:
    result = []
    for _ in range(40):
        values = random.normal(0.5, 0.1, int(random.integers(3, 30))).round(3)
        threshold = float(random.choice([0.5, 0.75, 0.9, 0.95]))
        result.append({"values": values.tolist(), "threshold": threshold,
                       "damped": desawtooth(values, threshold).tolist()})
    return result


def tails() -> list:
    result = []
    for half in (1, 2, 3, 6, 12):
        for degrees in (1, 2, 5, 10, 20, 39):
            for ratio in (1e-6, 0.01, 0.5, 1.0, 2.5, 10.0, 1e3, 1e6, 1e12, 1e100):
                tail = scipy.stats.f.sf(ratio, 2 * half, degrees)
                x = mpmath.mpf(degrees) / (degrees + 2 * half * mpmath.mpf(ratio))
                exact = mpmath.betainc(mpmath.mpf(degrees) / 2, half, 0, x, regularized=True)
                result.append({"half": half, "degrees": degrees, "ratio": ratio,
                               "scipy": tail if tail > 1e-300 else None, "logarithm": float(mpmath.log(exact))})
    return result


print(json.dumps({"series": series(), "damped": damped(), "tails": tails()}))
