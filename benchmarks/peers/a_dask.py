"""Task a with xarray and dask: what an analyst writes in a notebook.

    a_dask.py SCENE FOLDER THREADS LEVEL
"""

import os
import sys

import dask
import numpy
import rasterio
import rasterio.vrt
import rioxarray
import xarray
from common import NO_DATA, OFFSET, files
from rasterio.enums import Resampling

INDICES = ("ndvi", "bsi", "ndbi")


def main() -> None:
    scene, folder, threads, level = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    dask.config.set(scheduler="threads", num_workers=threads)
    paths = files(scene)
    chunks = {"x": 2048, "y": 2048}

    def band(role):
        return rioxarray.open_rasterio(paths[role], chunks=chunks, lock=False).squeeze("band", drop=True)

    raw = {role: band(role) for role in ("blue", "red", "nir")}
    # 20 m on the grid of 10 m; GDAL's warper as a view, so that dask reads it chunk by chunk.
    fine = raw["red"]
    options = {"crs": fine.rio.crs, "transform": fine.rio.transform(), "width": fine.shape[1], "height": fine.shape[0]}
    with rasterio.open(paths["swir1"]) as swir, rasterio.open(paths["scl"]) as scl:
        swir_view = rasterio.vrt.WarpedVRT(swir, resampling=Resampling.bilinear, **options)
        scl_view = rasterio.vrt.WarpedVRT(scl, resampling=Resampling.nearest, **options)
        raw["swir1"] = rioxarray.open_rasterio(swir_view, chunks=chunks).squeeze("band", drop=True)
        classes = rioxarray.open_rasterio(scl_view, chunks=chunks).squeeze("band", drop=True)
        usable = classes.isin([2, 4, 5, 6, 7])
        for numbers in raw.values():
            usable = usable & (numbers != 0)
        value = {role: numbers.astype(numpy.float32) + OFFSET for role, numbers in raw.items()}
        soil, plant = value["swir1"] + value["red"], value["nir"] + value["blue"]
        pairs = {
            "ndvi": (value["nir"], value["red"]), "bsi": (soil, plant), "ndbi": (value["swir1"], value["nir"])}
        for name, (first, second) in pairs.items():
            below = first + second
            numbers = numpy.rint((first - second) / below * 10000)
            result = xarray.where(usable & (below > 0), numbers, NO_DATA).astype(numpy.int16)
            result = result.rio.write_crs(fine.rio.crs).rio.write_transform(fine.rio.transform())
            result.rio.write_nodata(NO_DATA).rio.to_raster(
                f"{folder}/{name}.tif", tiled=True, blockxsize=512, blockysize=512, compress="deflate", predictor=2,
                zlevel=level, num_threads=threads, windowed=False, lock=None)
    factors = [2 ** power for power in range(1, 12) if max(fine.shape) >> (power - 1) > 512]
    with rasterio.Env(GDAL_NUM_THREADS=threads, COMPRESS_OVERVIEW="DEFLATE", PREDICTOR_OVERVIEW=2,
                      ZLEVEL_OVERVIEW=level):
        for name in INDICES:
            with rasterio.open(f"{folder}/{name}.tif", "r+") as target:
                target.build_overviews(factors, Resampling.average)


if __name__ == "__main__":
    main()
