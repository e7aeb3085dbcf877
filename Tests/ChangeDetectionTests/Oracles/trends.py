#!/usr/bin/env python3
"""Prints the expected numbers of MannKendallTests and TheilSenTests (TrendExpectations.swift).

Independent implementations: pymannkendall 1.4.3 (S, variance, z, p, seasonal test) and SciPy 1.17.1 (theilslopes).
Run in an environment that has both: python3 trends.py > ../TimeSeries/TrendExpectations.swift
"""
import random

import pymannkendall
from scipy.stats import theilslopes

random.seed(20)


def series(count, slope, digits, noise):
    return [round(i * slope + random.gauss(0, noise), digits) for i in range(count)]


cases = [
    [0.1, 0.2, 0.3, 0.4],
    [0.4, 0.3, 0.2, 0.1],
    [0.1, 0.1, 0.2, 0.2, 0.2, 0.3],
    [0.3, 0.1, 0.2],
    [0.5, 0.5, 0.5, 0.5],
    series(5, 0.05, 2, 0.05),
    series(8, 0.03, 1, 0.1),
    series(12, -0.02, 2, 0.05),
    series(23, 0.02, 2, 0.1),
    series(40, 0.0, 1, 0.1),
    series(60, 0.1, 3, 0.5),
    series(500, 0.0005, 3, 0.2),
]
seasonal = [[round(0.3 + 0.2 * (m in (6, 7, 8)) + y * 0.02 + random.gauss(0, 0.03), 2)
             for m in range(12)] for y in range(3)]

print("// Written by Oracles/trends.py with pymannkendall 1.4.3 and SciPy 1.17.1; do not edit.")
print("// swift-format-ignore-file")
print("struct TrendExpectation {")
print("  var values: [Double]\n  var score: Int\n  var variance: Double\n  var z: Double")
print("  var probability: Double\n  var slope: Double\n  var intercept: Double\n")
print("  static let all: [TrendExpectation] = [")
for values in cases:
    test = pymannkendall.original_test(values)
    line = theilslopes(values, list(range(len(values))), method="separate")
    print(f"    TrendExpectation(values: {values}, score: {int(test.s)}, variance: {float(test.var_s)!r},"
          f" z: {float(test.z)!r}, probability: {float(test.p)!r}, slope: {float(line[0])!r},"
          f" intercept: {float(line[1])!r}),")
print("  ]\n")
test = pymannkendall.seasonal_test([v for year in seasonal for v in year], period=12)
print("  /// Three years of twelve months, year by year.")
print(f"  static let months: [[Double]] = {seasonal}")
print(f"  static let seasonalScore = {int(test.s)}")
print(f"  static let seasonalVariance = {float(test.var_s)!r}")
print(f"  static let seasonalZ = {float(test.z)!r}")
print(f"  static let seasonalProbability = {float(test.p)!r}")
print(f"  static let seasonalSlope = {float(test.slope)!r}")
print("}")
