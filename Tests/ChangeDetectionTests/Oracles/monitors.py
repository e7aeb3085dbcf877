#!/usr/bin/env python3
"""Writes the expected numbers of SeriesMonitorTests: monitors.json.

Independent implementation: nrt 0.3.0 (EWMA, CuSum, CCDC; its recursive-residual CUSUM for stable histories) on simulated
series with gaps, a year without observations, two observations on one day, leap days, outliers, steps and trends.
Run in an environment that has it: python3 monitors.py > monitors.json

Where this differs from nrt on purpose: nrt starts the moving average with residuals of the opposite sign (fit - observation), so its
start is negated before it monitors; with a stable history it takes the spread of all residuals, so stable histories
are compared by their beginning only; and its robust fit stops as soon as no coefficient rises any more, so its parts are
run here until nothing moves.
"""
import datetime
import json
import warnings

import numpy
import pandas
import xarray
from nrt.monitor.ccdc import CCDC
from nrt.monitor.cusum import CuSum
from nrt.monitor.ewma import EWMA
from nrt.fit_methods import weighted_ols
from nrt.stats import bisquare, mad
from nrt.utils import build_regressors
from nrt.utils_efp import _cusum_ols_test_crit, _cusum_rec_efp, _cusum_rec_test_crit

warnings.simplefilter("ignore")
random = numpy.random.default_rng(7)
PIXELS = 24
days = sorted(set(range(16801, 18900, 13)) | {16860, 18321})
days.insert(40, days[40])
dates = pandas.DatetimeIndex([pandas.Timestamp("1970-01-01") + pandas.Timedelta(days=d) for d in days])
history = int((dates < "2019-01-01").sum())
phase = 2 * numpy.pi * numpy.array(days) / 365.25
values = numpy.full((len(days), PIXELS), numpy.nan)
for pixel in range(PIXELS):
    curve = 6000 - 2000 * numpy.cos(phase + random.uniform(0, 1)) + 500 * numpy.sin(2 * phase)
    series = curve + random.normal(0, random.uniform(150, 600), len(days))
    kind = pixel % 8
    at = numpy.array(days)
    if kind == 1:
        series[at > 18200 + 20 * pixel] -= 3500
    if kind == 2:
        series[random.random(len(days)) < 0.05] -= 5000
    if kind == 3:
        series[(at > 17200) & (at < 17565)] = numpy.nan
    if kind == 4:
        series -= numpy.clip(at - 17900, 0, None) * 1.5
    if kind == 5:
        series[at < 17100 + 10 * pixel] += 2200
    if kind == 6:
        series[at > 18100] += 1800
    if kind == 7:
        series[random.random(len(days)) < 0.5] = numpy.nan
    series[random.random(len(days)) < 0.25] = numpy.nan
    values[:, pixel] = numpy.rint(series)


def run(monitor, flip=False, **options):
    cube = xarray.DataArray(values.reshape(len(days), 1, PIXELS), dims=["time", "y", "x"],
                            coords={"time": dates, "y": [0], "x": range(PIXELS)})
    monitor.fit(dataarray=cube[:history], **options)
    if flip:
        monitor.process = -monitor.process
        monitor.mask[:] = 1
    spread = monitor.sigma if hasattr(monitor, "sigma") else monitor.rmse
    beta = monitor.beta[:, 0]
    for array, date in zip(cube[history:].values, dates[history:]):
        monitor.monitor(array=array, date=date.to_pydatetime())
    detected = monitor.detection_date[0]
    return {"mask": monitor.mask[0].tolist(), "day": detected.astype(int).tolist(),
            "deviation": [float(v) for v in spread[0]],
            "coefficients": numpy.asarray(beta).T.astype(float).tolist()}


def robust(pixel):
    """nrt's iteratively reweighted fit, until it stands still."""
    known = numpy.isfinite(values[:history, pixel])
    x = build_regressors(dates[:history], trend=False, harmonic_order=2)[known]
    y = values[:history, pixel][known]
    beta, residuals = weighted_ols(x, y, numpy.ones_like(y))
    for _ in range(500):
        last = beta
        beta, residuals = weighted_ols(x, y, bisquare(residuals / mad(residuals)))
        if numpy.abs(beta - last).max() < 1e-9:
            break
    return beta.tolist()


def reversed_start(pixel):
    """nrt's history_roc with the sample deviation, as strucchange has it."""
    known = numpy.isfinite(values[:history, pixel])
    x = build_regressors(dates[:history], trend=False, harmonic_order=2)[known]
    y = values[:history, pixel][known]
    process = _cusum_rec_efp(numpy.ascontiguousarray(x[::-1]), numpy.ascontiguousarray(y[::-1]))
    count = len(process) - 1
    process = process * numpy.sqrt((count - 1) / count)
    limit = _cusum_rec_test_crit(0.05) * (1 + 2 * numpy.arange(len(process)) / count)
    beyond = numpy.where(numpy.abs(process) > limit)[0]
    return int(len(process) - beyond.min()) if len(beyond) else 0


result = {
    "days": days, "history": history,
    "values": [[None if numpy.isnan(v) else int(v) for v in values[:, pixel]] for pixel in range(PIXELS)],
    "regressors": build_regressors(dates, trend=False, harmonic_order=2).tolist(),
    "trendRegressors": build_regressors(dates, trend=True, harmonic_order=2).tolist(),
    "criticalSum": [[a, float(_cusum_ols_test_crit(a))] for a in (0.01, 0.05, 0.1)],
    "criticalHistory": [[a, float(_cusum_rec_test_crit(a))] for a in (0.01, 0.05, 0.1)],
    "ewma": run(EWMA(trend=False), flip=True, method="OLS", screen_outliers="Shewhart", L=5),
    "cusum": run(CuSum(trend=False), method="OLS"),
    "ccdc": run(CCDC(trend=True), method="CCDC-stable", screen_outliers=None),
    "robust": [robust(pixel) for pixel in range(PIXELS)],
    "start": [reversed_start(pixel) for pixel in range(PIXELS)],
}
print(json.dumps(result))
