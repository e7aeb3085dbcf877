"""Task a with rasterio, NumPy and NumExpr: NDVI, BSI and NDBI of the usable pixels, compressed, with overviews.

    a_rasterio.py SCENE FOLDER THREADS LEVEL
"""

import os
import sys

import rasterio
from common import NO_DATA, Reader, in_order, index, profile, strips
from rasterio.enums import Resampling
from rasterio.windows import Window

INDICES = ("ndvi", "bsi", "ndbi")


def main() -> None:
    scene, folder, threads, level = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    form = profile(scene) | {
        "dtype": "int16", "nodata": NO_DATA, "tiled": True, "blockxsize": 512, "blockysize": 512,
        "compress": "deflate", "predictor": 2, "zlevel": level, "num_threads": threads}
    width, height = form["width"], form["height"]

    def work(local, strip):
        if not hasattr(local, "reader"):
            local.reader = Reader(scene, ("blue", "red", "nir", "swir1", "scl"))
        block = local.reader.read(*strip, width)
        return strip, [index(name, block["bands"], block["usable"]) for name in INDICES]

    targets = [rasterio.open(f"{folder}/{name}.tif", "w", **form) for name in INDICES]
    with rasterio.Env(GDAL_NUM_THREADS=threads, GDAL_CACHEMAX=256):
        for (top, rows), planes in in_order(work, strips(height), threads):
            for target, plane in zip(targets, planes):
                target.write(plane, 1, window=Window(0, top, width, rows))
        for target in targets:
            target.close()
        factors = [2 ** power for power in range(1, 12) if max(width, height) >> (power - 1) > 512]
        with rasterio.Env(COMPRESS_OVERVIEW="DEFLATE", PREDICTOR_OVERVIEW=2, ZLEVEL_OVERVIEW=level,
                          GDAL_TIFF_OVR_BLOCKSIZE=512):
            for name in INDICES:
                with rasterio.open(f"{folder}/{name}.tif", "r+") as target:
                    target.build_overviews(factors, Resampling.average)


if __name__ == "__main__":
    main()
