"""Task b with rasterio, NumPy, NumExpr, SciPy, Shapely and GeoPandas: the mask is whole in memory, everything else in strips.

    b_rasterio.py BEFORE AFTER PARCELS.gpkg OUTPUT.gpkg THREADS
"""

import sys

import geopandas
import rasterio
from detect import Pair, overlay


def main() -> None:
    before, after, parcels, output, threads = sys.argv[1:6]
    with rasterio.Env(GDAL_NUM_THREADS=threads, GDAL_CACHEMAX=256):
        pair = Pair(before, after, int(threads))
        regions = pair.regions(pair.mask())
    land = geopandas.read_file(parcels, columns=["BSM"])
    common = overlay(regions, land)
    regions.to_file(output, layer="clues", driver="GPKG")
    geopandas.GeoDataFrame(common).to_file(output, layer="clue_overlap", driver="GPKG")


if __name__ == "__main__":
    main()
