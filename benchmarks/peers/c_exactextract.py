"""Task c with exactextract: statistics of an NDVI raster, which it is given ready made.

    c_exactextract.py NDVI.tif PARCELS.gpkg OUTPUT.csv STRATEGY
"""

import sys

import geopandas
import rasterio
from exactextract import exact_extract

OPERATIONS = [
    "pixels=count", "mean", "stdev", "min", "max", "p25=quantile(q=0.25)", "p50=quantile(q=0.5)",
    "p75=quantile(q=0.75)"]


def main() -> None:
    raster, parcels, output, strategy = sys.argv[1:5]
    frame = geopandas.read_file(parcels, columns=["BSM"])
    with rasterio.open(raster) as source:
        table = exact_extract(
            source, frame, OPERATIONS, include_cols="BSM", strategy=strategy, output="pandas",
            max_cells_in_memory=30_000_000)
    table.to_csv(output, index=False)


if __name__ == "__main__":
    main()
