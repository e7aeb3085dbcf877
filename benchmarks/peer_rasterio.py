#!/usr/bin/env python3
"""NDVI with rasterio and NumPy, block by block, as a Cloud-Optimized GeoTIFF: what a careful Python user writes.

    peer_rasterio.py FOLDER OUTPUT.tif [THREADS]

Without OUTPUT (`-`) nothing is written and the seconds of decoding and of computing are printed as JSON.
"""

import json
import sys
import time

import numpy
import rasterio
from rasterio.shutil import copy

OFFSET = -1000
NO_DATA = -32768


def ndvi(red, nir):
    """Int16 ten-thousandths, rounded half to even."""
    empty = (red == 0) | (nir == 0)
    red = red.astype(numpy.float64) + OFFSET
    nir = nir.astype(numpy.float64) + OFFSET
    total = nir + red
    with numpy.errstate(divide="ignore", invalid="ignore"):
        value = numpy.rint(10000 * (nir - red) / total)
    empty |= ~numpy.isfinite(value)
    value[empty] = NO_DATA
    return numpy.clip(value, NO_DATA, 32767).astype(numpy.int16)


def blocks(dataset):
    for _, window in dataset.block_windows(1):
        yield window


def measure(red_file, nir_file) -> dict:
    decoding = computing = 0.0
    total = valid = pixels = 0
    for window in blocks(red_file):
        begin = time.perf_counter()
        red, nir = red_file.read(1, window=window), nir_file.read(1, window=window)
        decoded = time.perf_counter()
        values = ndvi(red, nir)
        computing += time.perf_counter() - decoded
        decoding += decoded - begin
        known = values != NO_DATA
        total += int(values[known].sum(dtype=numpy.int64))
        valid += int(known.sum())
        pixels += values.size
    return {"decoding": decoding, "computing": computing, "pixels": pixels, "valid": valid, "sum": total}


def main() -> None:
    folder, output = sys.argv[1], sys.argv[2]
    threads = sys.argv[3] if len(sys.argv) > 3 else "1"
    with rasterio.Env(GDAL_NUM_THREADS=threads), rasterio.open(f"{folder}/B04.tif") as red_file, \
            rasterio.open(f"{folder}/B08.tif") as nir_file:
        if output == "-":
            print(json.dumps(measure(red_file, nir_file)))
            return
        profile = red_file.profile | {
            "driver": "GTiff", "dtype": "int16", "nodata": NO_DATA, "tiled": True, "blockxsize": 512,
            "blockysize": 512, "compress": "none", "predictor": 1}
        plain = output + ".plain.tif"
        with rasterio.open(plain, "w", **profile) as target:
            for window in blocks(red_file):
                target.write(ndvi(red_file.read(1, window=window), nir_file.read(1, window=window)), 1, window=window)
        copy(plain, output, driver="COG", compress="deflate", predictor="yes", blocksize=512,
             overview_resampling="average", num_threads=threads)
    import os
    os.remove(plain)


if __name__ == "__main__":
    main()
