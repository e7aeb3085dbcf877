#!/usr/bin/env python3
"""COLD (pycold 0.1.2) on pixels of an NDVI stack, in an environment of its own (benchmarks/requirements-pycold.txt).

    s_pycold.py PIXELS.npz RESULT.json

PIXELS.npz: days (since 1970-01-01) and ndvi (pixel, date), not-a-number where there is no observation. COLD wants seven bands:
six are simulated whose NDVI is the given one, with the thermal band constant. RESULT.json: per pixel the days of
confirmed breaks, or null where COLD refuses the pixel; the processor seconds inside COLD.
"""
import json
import sys
import time

import numpy
from pycold import cold_detect

# Day 1 of COLD's calendar (Python's ordinal days) to 1970-01-01.
EPOCH = 719163


def bands_of(ndvi):
    near_infrared = 3000.0 + 800 * (ndvi - 0.5)
    red = near_infrared * (1 - ndvi) / (1 + ndvi)
    bands = [red * 0.6, red * 0.8, red, near_infrared, red * 1.6 + 800, red * 1.3 + 400]
    return [numpy.rint(band).astype(numpy.int64) for band in bands]


def main() -> None:
    source = numpy.load(sys.argv[1])
    days, stack = source["days"].astype(numpy.int64), source["ndvi"].astype(numpy.float64)
    breaks, busy, refused = [], 0.0, {}
    for ndvi in stack:
        known = numpy.isfinite(ndvi)
        bands = bands_of(ndvi[known])
        thermal = numpy.full(known.sum(), 2900, numpy.int64)
        clear = numpy.zeros(known.sum(), numpy.int64)
        begin = time.process_time()
        try:
            segments = cold_detect(days[known] + EPOCH, *bands, thermal, clear, pos=1)
            breaks.append([int(s["t_break"]) - EPOCH for s in segments
                           if s["t_break"] > 0 and s["change_prob"] == 100])
        except RuntimeError as error:
            breaks.append(None)
            refused[str(error)] = refused.get(str(error), 0) + 1
        busy += time.process_time() - begin
    with open(sys.argv[2], "w") as target:
        json.dump({"breaks": breaks, "processor": busy, "refused": refused}, target)


if __name__ == "__main__":
    main()
