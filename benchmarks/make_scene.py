#!/usr/bin/python3
"""Makes the input of the benchmarks: two bands that look and compress like a Sentinel-2 L2A scene.

    make_scene.py FOLDER [--size 10980] [--seed 20250624]

Fields, relief and water come from smooth random surfaces, the sensor's grain from white noise; a corner is without
data, as at the edge of a swath. Blocks of 512 × 512, DEFLATE with horizontal differencing: about two bytes become one,
as in real scenes. The same size and seed give the same pixels.
"""

import argparse
import pathlib

import numpy
from osgeo import gdal, osr

STRIP = 512


def surface(generator, size: int, cell: int) -> "tuple":
    """A smooth random surface, given by its values every `cell` pixels."""
    count = size // cell + 3
    return cell, generator.random((count, count), dtype=numpy.float32)


def sample(field, top: int, rows: int, size: int):
    """The bilinear values of a surface on some rows."""
    cell, nodes = field
    y = (numpy.arange(top, top + rows) / cell).astype(numpy.float32)
    x = (numpy.arange(size) / cell).astype(numpy.float32)
    row, column = y.astype(int), x.astype(int)
    fraction_y, fraction_x = (y - row)[:, None], (x - column)[None, :]
    upper = nodes[row][:, column] * (1 - fraction_x) + nodes[row][:, column + 1] * fraction_x
    lower = nodes[row + 1][:, column] * (1 - fraction_x) + nodes[row + 1][:, column + 1] * fraction_x
    return upper * (1 - fraction_y) + lower * fraction_y


def create(path: pathlib.Path, size: int, reference: str):
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), size, size, 1, gdal.GDT_UInt16,
        ["TILED=YES", f"BLOCKXSIZE={STRIP}", f"BLOCKYSIZE={STRIP}", "COMPRESS=DEFLATE", "PREDICTOR=2",
         "ZLEVEL=6"])
    dataset.SetGeoTransform((399960, 10, 0, 3500040, 0, -10))
    dataset.SetProjection(reference)
    dataset.GetRasterBand(1).SetNoDataValue(0)
    return dataset


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--size", type=int, default=10980)
    parser.add_argument("--seed", type=int, default=20250624)
    options = parser.parse_args()
    gdal.UseExceptions()
    options.folder.mkdir(parents=True, exist_ok=True)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    size = options.size
    generator = numpy.random.default_rng(options.seed)
    relief = [surface(generator, size, cell) for cell in (1024, 256, 64)]
    parcels = [surface(generator, size, cell) for cell in (37, 23)]
    red_file = create(options.folder / "B04.tif", size, reference.ExportToWkt())
    nir_file = create(options.folder / "B08.tif", size, reference.ExportToWkt())
    for top in range(0, size, STRIP):
        rows = min(STRIP, size - top)
        height = sum(sample(field, top, rows, size) * weight for field, weight in zip(relief, (0.5, 0.3, 0.2)))
        # Steps instead of slopes, so that parcels have edges.
        crop = numpy.floor(sum(sample(field, top, rows, size) for field in parcels) * 4) / 8
        green = numpy.clip(0.15 + 0.8 * crop * (0.6 + 0.4 * height), 0, 1)
        shade = 0.8 + 0.4 * height
        red = (1200 + 1500 * (1 - green)) * shade + generator.normal(0, 11, (rows, size))
        nir = (1500 + 3200 * green) * shade + generator.normal(0, 16, (rows, size))
        outside = numpy.arange(size)[None, :] + numpy.arange(top, top + rows)[:, None] < size // 3
        for file, band in ((red_file, red), (nir_file, nir)):
            plane = numpy.clip(numpy.rint(band), 1001, 65535).astype(numpy.uint16)
            plane[outside] = 0
            file.GetRasterBand(1).WriteArray(plane, 0, top)
    red_file = nir_file = None
    # Processing baseline 04.00 and later: 1000 is subtracted before anything is computed.
    (options.folder / "scene.yaml").write_text(
        "sensor: sentinel2-l2a\ndate: 2025-06-24\ndn-offset: -1000\n", encoding="utf-8")


if __name__ == "__main__":
    main()
