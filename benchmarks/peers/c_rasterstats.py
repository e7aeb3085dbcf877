"""Task c with rasterstats: pixels whose centres lie inside; of an NDVI raster, which it is given ready made.

    c_rasterstats.py NDVI.tif PARCELS.gpkg OUTPUT.csv
"""

import csv
import sys

import geopandas
from rasterstats import zonal_stats

STATISTICS = ["count", "mean", "std", "min", "max", "percentile_25", "percentile_50", "percentile_75"]


def main() -> None:
    raster, parcels, output = sys.argv[1:4]
    frame = geopandas.read_file(parcels, columns=["BSM"])
    rows = zonal_stats(frame.geometry, raster, stats=STATISTICS)
    with open(output, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["BSM", *STATISTICS])
        for name, row in zip(frame["BSM"], rows):
            writer.writerow([name, *(row[key] for key in STATISTICS)])


if __name__ == "__main__":
    main()
