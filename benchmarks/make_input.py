#!/usr/bin/python3
"""Makes the input of the benchmarks: scenes of one Sentinel-2 tile and land parcels on it.

    make_input.py scene FOLDER DATE [--size 10980] [--seed 50] [--sites 3000]
    make_input.py parcels FILE.gpkg COUNT [--size 10980] [--seed 50]

A scene is a folder of one-band GeoTIFFs as Level-2A products have them: B02 B03 B04 B08 at 10 m, B11 B12 and the scene
classification at 20 m; blocks of 512, DEFLATE 6 with horizontal differencing. Fields with edges, relief and water come
from random surfaces that all dates share; what grows on a field changes from date to date; the sensor's grain is white
noise, so strong that about two bytes become one, as in real scenes. Each date has clouds and shadows of its own; a corner
is without data, as at the edge of a swath. `--sites` squares of 120 m have become bare since the other dates.

Parcels are cells of a jittered lattice with a pitch of 110 m: neighbours have their edges in common, with vertices on
them. COUNT of the cells are taken; one in a hundred is shrunk to a few metres, far below a pixel. The pitch is that of a
million parcels on a whole tile and does not depend on COUNT, so that parcels are of one size whatever their number.

The same arguments give the same pixels and outlines.
"""

import argparse
import datetime
import json
import pathlib

import numpy
from osgeo import gdal, ogr, osr

STRIP = 512
TILE = 10980
ORIGIN = (399960, 3500040)
# Reflectance in ten-thousandths of bare soil and of full cover, and the deviation of the grain.
BANDS = {
    "B02": (10, 1100, 350, 9), "B03": (10, 1350, 650, 10), "B04": (10, 1700, 420, 11), "B08": (10, 2300, 4300, 16),
    "B11": (20, 3000, 1700, 14), "B12": (20, 2500, 850, 13)}
OFFSET = 1000
PITCH = 10.97
SITE = 12


def surface(generator, size: int, cell: int) -> tuple:
    """A smooth random surface, given by its values every `cell` pixels."""
    count = size // cell + 3
    return cell, generator.random((count, count), dtype=numpy.float32)


def sample(field: tuple, top: int, rows: int, size: int, step: int = 1):
    """The bilinear values of a surface on some rows; `step` pixels of 10 m make one."""
    cell, nodes = field
    y = ((numpy.arange(top, top + rows) + 0.5) * step / cell).astype(numpy.float32)
    x = ((numpy.arange(size) + 0.5) * step / cell).astype(numpy.float32)
    row, column = y.astype(int), x.astype(int)
    fraction_y, fraction_x = (y - row)[:, None], x - column
    # Across first: the few rows of nodes that the strip needs.
    first, last = row[0], row[-1] + 2
    across = nodes[first:last]
    across = across[:, column] * (1 - fraction_x) + across[:, column + 1] * fraction_x
    return across[row - first] * (1 - fraction_y) + across[row - first + 1] * fraction_y


class Landscape:
    """What the ground looks like on a day; the same at every date but for what grows and what was built."""

    def __init__(self, size: int, seed: int, date: datetime.date, sites: int):
        ground = numpy.random.default_rng(seed)
        self.size = size
        self.relief = [surface(ground, size, cell) for cell in (1024, 256, 64)]
        self.fields = [surface(ground, size, cell) for cell in (37, 23)]
        self.kind = surface(ground, size, 61)
        day = date.timetuple().tm_yday
        weather = numpy.random.default_rng([seed, day])
        self.clouds = [surface(weather, size, cell) for cell in (1500, 300, 80)]
        # Two kinds of crop, one past its best before the other is there.
        self.growth = [1 - abs(day - best) / 450 for best in (110, 205)]
        self.sites = self.choose(numpy.random.default_rng([seed, 7]), size, sites)

    @staticmethod
    def choose(generator, size: int, count: int):
        """The upper left pixels of sites that do not touch each other, by row."""
        pitch = 2 * SITE
        across = size // pitch
        if count > across * across:
            raise SystemExit(f"make_input: {count} sites do not fit into {size} × {size} pixels")
        cells = numpy.sort(generator.choice(across * across, count, replace=False))
        # Even pixels, which bands of 20 m show as well.
        return numpy.stack([cells // across * pitch + 4, cells % across * pitch + 4], axis=1)

    def strip(self, top: int, rows: int, step: int) -> tuple:
        """Height, cover from 0 to 1, cloud, shadow and outside of some rows of pixels of `step` × 10 m."""
        size = self.size // step

        def values(field):
            return sample(field, top, rows, size, step)

        height = sum(values(field) * weight for field, weight in zip(self.relief, (0.5, 0.3, 0.2)))
        # Steps instead of slopes, so that fields have edges.
        crop = numpy.floor(sum(values(field) for field in self.fields) * 4) / 8
        early = values(self.kind) > 0.5
        cover = crop * numpy.where(early, *self.growth).astype(numpy.float32) * (0.6 + 0.5 * height)
        for row, column in self.sites:
            above, left = row // step - top, column // step
            if above < rows and above + SITE // step > 0:
                cover[max(0, above):above + SITE // step, left:left + SITE // step] = 0
        thickness = sum(values(field) * weight for field, weight in zip(self.clouds, (0.6, 0.28, 0.12)))
        line = numpy.arange(top, top + rows)[:, None] + numpy.arange(size)[None, :]
        return height, numpy.clip(cover, 0, 1), thickness, line < size // 3


def create(path: pathlib.Path, size: int, pixel: int, kind: int):
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), size, size, 1, kind,
        ["TILED=YES", f"BLOCKXSIZE={STRIP}", f"BLOCKYSIZE={STRIP}", "COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=6",
         "NUM_THREADS=2"])
    dataset.SetGeoTransform((ORIGIN[0], pixel, 0, ORIGIN[1], 0, -pixel))
    dataset.SetSpatialRef(reference())
    dataset.GetRasterBand(1).SetNoDataValue(0)
    return dataset


def reference():
    system = osr.SpatialReference()
    system.ImportFromEPSG(32650)
    return system


def make_scene(options) -> None:
    date = datetime.date.fromisoformat(options.date)
    land = Landscape(options.size, options.seed, date, options.sites)
    stamp = f"{date:%Y%m%d}T025531"
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    for step, bands in ((1, ("B02", "B03", "B04", "B08")), (2, ("B11", "B12"))):
        size = options.size // step
        names = [*bands, *(["SCL"] if step == 2 else [])]
        files = {
            name: create(folder / f"T50RMU_{stamp}_{name}_{10 * step}m.tif", size, 10 * step,
                         gdal.GDT_Byte if name == "SCL" else gdal.GDT_UInt16)
            for name in names}
        for top in range(0, size, STRIP):
            rows = min(STRIP, size - top)
            height, cover, cloud, outside = land.strip(top, rows, step)
            shade = 0.85 + 0.3 * height
            bright = numpy.clip((cloud - 0.73) * 12, 0, 1)
            for position, name in enumerate(bands):
                _, bare, full, grain = BANDS[name]
                generator = numpy.random.default_rng([options.seed, date.toordinal(), position, step, top])
                noise = generator.standard_normal((rows, size), dtype=numpy.float32)
                value = (bare + (full - bare) * cover) * shade + bright * 4500 + noise * grain
                plane = numpy.clip(numpy.rint(value + OFFSET), 1, 65535).astype(numpy.uint16)
                plane[outside] = 0
                files[name].GetRasterBand(1).WriteArray(plane, 0, top)
            if step == 2:
                classes = numpy.where(cover > 0.35, 4, 5).astype(numpy.uint8)
                classes[height < 0.16] = 6
                classes[(cloud > 0.71) & (cloud <= 0.73)] = 3
                classes[cloud > 0.73] = 9
                classes[outside] = 0
                files["SCL"].GetRasterBand(1).WriteArray(classes, 0, top)
        files.clear()
    (folder / "made.json").write_text(json.dumps({"sites": len(land.sites)}), encoding="utf-8")


def outlines(size: int, seed: int):
    """The lattice's corners and the vertices on its edges, in pixels."""
    across = int(size / PITCH)
    generator = numpy.random.default_rng([seed, 11])
    corners = numpy.stack(numpy.meshgrid(numpy.arange(across + 1), numpy.arange(across + 1)), axis=-1).astype(float)
    corners += generator.uniform(-0.22, 0.22, corners.shape)
    corners = numpy.clip(corners * PITCH, 0, size)

    def between(start, end, wanted):
        thirds = [start + (end - start) * share for share in wanted]
        return [point + generator.uniform(-0.5, 0.5, point.shape) for point in thirds]

    level = between(corners[:, :-1], corners[:, 1:], (0.3, 0.7))
    upright = between(corners[:-1], corners[1:], (0.3, 0.7))
    return across, corners, level, upright


def make_parcels(options) -> None:
    across, corners, level, upright = outlines(options.size, options.seed)
    generator = numpy.random.default_rng([options.seed, 13])
    if options.count > across * across:
        raise SystemExit(f"make_input: {options.count} parcels do not fit; at most {across * across}")
    cells = numpy.sort(generator.choice(across * across, options.count, replace=False))
    row, column = cells // across, cells % across
    rings = numpy.stack([
        corners[row, column], level[0][row, column], level[1][row, column],
        corners[row, column + 1], upright[0][row, column + 1], upright[1][row, column + 1],
        corners[row + 1, column + 1], level[1][row + 1, column], level[0][row + 1, column],
        corners[row + 1, column], upright[1][row, column], upright[0][row, column],
        corners[row, column]], axis=1)
    small = generator.random(options.count) < 0.01
    middles = rings[:, :12].mean(axis=1, keepdims=True)
    rings[small] = (middles + (rings - middles) * 0.03)[small]
    rings = numpy.clip(rings, 0, options.size)
    rings = rings * (10, -10) + ORIGIN
    temporary = options.file.with_suffix(".part.gpkg")
    temporary.unlink(missing_ok=True)
    target = gdal.GetDriverByName("GPKG").Create(str(temporary), 0, 0, 0, gdal.GDT_Unknown)
    layer = target.CreateLayer("DLTB", reference(), ogr.wkbPolygon)
    for name, kind in (("BSM", ogr.OFTString), ("DLBM", ogr.OFTString), ("ZLDWMC", ogr.OFTString),
                       ("TBMJ", ogr.OFTReal)):
        layer.CreateField(ogr.FieldDefn(name, kind))
    definition = layer.GetLayerDefn()
    target.StartTransaction()
    # A polygon of one ring with 13 positions: byte order, type, rings, positions.
    head = bytes([1]) + numpy.array([3, 1, 13], "<u4").tobytes()
    for position, ring in enumerate(rings):
        feature = ogr.Feature(definition)
        feature.SetField(0, f"350722{1000000000 + int(cells[position]):013d}")
        feature.SetField(1, "0101")
        feature.SetField(2, f"第{row[position] // 40 + 1}村")
        x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
        feature.SetField(3, round(abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2, 2))
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(head + ring.astype("<f8").tobytes()))
        layer.CreateFeature(feature)
    target.CommitTransaction()
    target = layer = None
    temporary.rename(options.file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    scene = commands.add_parser("scene")
    scene.add_argument("folder", type=pathlib.Path)
    scene.add_argument("date")
    scene.add_argument("--sites", type=int, default=0)
    scene.set_defaults(make=make_scene)
    parcels = commands.add_parser("parcels")
    parcels.add_argument("file", type=pathlib.Path)
    parcels.add_argument("count", type=int)
    parcels.set_defaults(make=make_parcels)
    for command in (scene, parcels):
        command.add_argument("--size", type=int, default=TILE)
        command.add_argument("--seed", type=int, default=50)
    options = parser.parse_args()
    if options.size % 2:  # pixels of 20 m
        options.size += 1
    gdal.UseExceptions()
    options.make(options)


if __name__ == "__main__":
    main()
