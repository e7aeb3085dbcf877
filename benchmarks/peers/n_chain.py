"""Task n with the best of the others, chained in memory: one new date against the one before; nothing but tables is written.

    n_chain.py BEFORE AFTER PARCELS.gpkg OUTPUT.gpkg THREADS

The two dates are read once in strips (rasterio, NumExpr, two threads); mask and NDVI stay in memory; regions by SciPy, outlines by rasterio, overlay
by Shapely, statistics of all parcels by exactextract from the NDVI in memory.
"""

import sys

import geopandas
import numpy
import rasterio
from detect import Pair, overlay
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

OPERATIONS = ["pixels=count", "mean", "stdev", "p25=quantile(q=0.25)", "p50=quantile(q=0.5)", "p75=quantile(q=0.75)"]


def main() -> None:
    before, after, parcels, output, threads = sys.argv[1:6]
    with rasterio.Env(GDAL_NUM_THREADS=threads, GDAL_CACHEMAX=256):
        pair = Pair(before, after, int(threads))
        ndvi = numpy.empty((pair.height, pair.width), numpy.float32)

        def keep(top, rows, values, usable):
            ndvi[top:top + rows] = numpy.where(usable, values, numpy.nan)

        regions = pair.regions(pair.mask(keep))
        left, bottom, right, top = rasterio.transform.array_bounds(pair.height, pair.width, pair.form["transform"])
    land = geopandas.read_file(parcels, columns=["BSM"])
    common = overlay(regions, land)
    source = NumPyRasterSource(
        ndvi, xmin=left, ymin=bottom, xmax=right, ymax=top, srs_wkt=pair.form["crs"].to_wkt())
    statistics = exact_extract(source, land, OPERATIONS, include_cols="BSM", output="pandas")
    regions.to_file(output, layer="clues", driver="GPKG")
    geopandas.GeoDataFrame(common).to_file(output, layer="clue_overlap", driver="GPKG")
    geopandas.GeoDataFrame(statistics).to_file(output, layer="observation", driver="GPKG")


if __name__ == "__main__":
    main()
