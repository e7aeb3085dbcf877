#!/usr/bin/python3
"""Writes a small pair of Sentinel-2-like scenes whose truth is known exactly, and damaged copies of it.

Usage: make_scenes.py FOLDER

Synthetic on purpose: the commands' tests need to know every pixel. Values follow class spectra of crops and of bare
ground; the noise is seeded. Layout of a scene: one GeoTIFF a band, named as in a Sentinel-2 L2A product.
"""
import os
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

COLUMNS, ROWS = 600, 400
ORIGIN = (500_000, 3_500_000)
CROP = {"B02": 400, "B03": 700, "B04": 500, "B08": 3600, "B11": 1800, "B12": 900}
BARE = {"B02": 1800, "B03": 2000, "B04": 2300, "B08": 2700, "B11": 3400, "B12": 2900}
FINE = ("B02", "B03", "B04", "B08")
# Truth: columns and rows, half-open, even so that the 20 m bands cover them exactly.
SITE = (200, 250, 100, 130)      # new bare site of 50 x 30 pixels
SMALL = (300, 302, 200, 202)     # 2 x 2 pixels, the minimum mapping unit
CLOUD = (400, 460, 300, 360)     # cloud in the later scene, over a change that must not be reported


def rectangle(array, box, value, step=1):
    left, right, top, bottom = (edge // step for edge in box)
    array[top:bottom, left:right] = value


def reference(code=32650):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(code)
    return srs


def write(path, array, pixel, options=(), code=32650, nodata=0, origin=ORIGIN):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    types = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}
    target = gdal.GetDriverByName("GTiff").Create(
        path, array.shape[1], array.shape[0], 1, types[str(array.dtype)], list(options))
    if code:
        target.SetSpatialRef(reference(code))
        target.SetGeoTransform((origin[0], pixel, 0, origin[1], 0, -pixel))
    if nodata is not None:
        target.GetRasterBand(1).SetNoDataValue(nodata)
    target.GetRasterBand(1).WriteArray(array)
    target = None


def scene(folder, date, later, seed, offset=0, change=True, options=("TILED=YES", "BLOCKXSIZE=128",
          "BLOCKYSIZE=128", "COMPRESS=DEFLATE", "PREDICTOR=2"), code=32650):
    noise = np.random.default_rng(seed)
    for band, level in CROP.items():
        step = 1 if band in FINE else 2
        shape = (ROWS // step, COLUMNS // step)
        array = np.full(shape, level, np.float64)
        if later and change:
            for box in (SITE, SMALL, CLOUD):
                rectangle(array, box, BARE[band], step)
        array += noise.integers(-15, 16, shape)
        array[:, : 20 // step] = -offset  # no data at the left edge
        array = (array + offset).astype(np.uint16)
        array[:, : 20 // step] = 0
        write(f"{folder}/T50RMU_{date}_{band}_{10 * step}m.tif", array, 10 * step, options, code)
    quality = np.full((ROWS // 2, COLUMNS // 2), 4, np.uint8)
    if later:
        rectangle(quality, CLOUD, 9, 2)
    quality[:, :10] = 0
    write(f"{folder}/T50RMU_{date}_SCL_20m.tif", quality, 20, options, code)


def boundaries(folder):
    """Two parcels: the left half of the site and a place without change."""
    def box(left, right, top, bottom):
        x0, y0 = ORIGIN
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        return "POLYGON((" + ",".join(f"{x0 + 10 * x} {y0 - 10 * y}" for x, y in corners) + "))"

    def layer(path, rows, code=32650, driver="GPKG"):
        source = ogr.GetDriverByName(driver).CreateDataSource(path)
        table = source.CreateLayer("parcels", reference(code) if code else None, ogr.wkbPolygon)
        table.CreateField(ogr.FieldDefn("BSM", ogr.OFTString))
        table.CreateField(ogr.FieldDefn("XMMC", ogr.OFTString))
        for identifier, name, wkt in rows:
            feature = ogr.Feature(table.GetLayerDefn())
            feature["BSM"], feature["XMMC"] = identifier, name
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            table.CreateFeature(feature)
        source = None

    good = [("P1", "东村一标", box(190, 225, 90, 140)), ("P2", "西村", box(40, 60, 40, 60))]
    layer(f"{folder}/parcels.gpkg", good)
    layer(f"{folder}/empty.gpkg", [])
    x, y = ORIGIN[0] + 2000, ORIGIN[1] - 1000
    bow = f"POLYGON(({x} {y},{x + 500} {y - 300},{x + 500} {y},{x} {y - 300},{x} {y}))"
    layer(f"{folder}/bowtie.gpkg", good + [("P3", "自相交", bow)])
    layer(f"{folder}/nocrs.gpkg", good, code=None)


def damaged(folder):
    before = f"{folder}/before"

    def copy(name, skip=()):
        target = f"{folder}/{name}"
        os.makedirs(target, exist_ok=True)
        for entry in sorted(os.listdir(f"{folder}/after")):
            if not any(part in entry for part in skip):
                with open(f"{folder}/after/{entry}", "rb") as source:
                    open(f"{target}/{entry}", "wb").write(source.read())
        return target

    red = "T50RMU_20240601T025531_B04_10m.tif"
    # The header is at the start: the file ends in the middle of the pixels.
    target = copy("truncated")
    size = os.path.getsize(f"{target}/{red}")
    os.truncate(f"{target}/{red}", size // 2)
    # The header itself is cut off.
    target = copy("headless")
    os.truncate(f"{target}/{red}", 100)
    # One block in the middle does not decode; the rest does.
    target = copy("corrupt")
    info = gdal.Open(f"{target}/{red}")
    band = info.GetRasterBand(1)
    where = int(band.GetMetadataItem("BLOCK_OFFSET_2_1", "TIFF"))
    length = int(band.GetMetadataItem("BLOCK_SIZE_2_1", "TIFF"))
    info = band = None
    with open(f"{target}/{red}", "r+b") as handle:
        handle.seek(where)
        handle.write(b"\xff" * length)
    copy("noband", skip=("B08",))
    copy("noquality", skip=("SCL",))
    scene(f"{folder}/elsewhere", "20240601T025531", True, 2, code=32633)
    target = copy("alldark")
    for entry in os.listdir(target):
        handle = gdal.Open(f"{target}/{entry}", gdal.GA_Update)
        handle.GetRasterBand(1).Fill(0)
        handle = None
    # Floats with not-a-number instead of a no-data tag.
    target = copy("nan")
    for entry in os.listdir(target):
        if "SCL" in entry:
            continue
        source = gdal.Open(f"{target}/{entry}")
        array, pixel = source.ReadAsArray().astype(np.float32), source.GetGeoTransform()[1]
        source = None
        array[array == 0] = np.nan
        os.remove(f"{target}/{entry}")
        write(f"{target}/{entry}", array, pixel, ["COMPRESS=LZW"], nodata=None)
    # The scale of floats is not that of the product: it has to be stated.
    with open(f"{target}/scene.yaml", "w") as sidecar:
        sidecar.write("sensor: sentinel2-l2a\nscale: 0.0001\ndn-offset: 0\n")
    # Sensor geometry only.
    target = f"{folder}/rpc.tif"
    array = np.full((50, 50), 300, np.uint16)
    write(target, array, 1, code=None, nodata=None)
    handle = gdal.Open(target, gdal.GA_Update)
    keys = {"ERR_BIAS": "1", "ERR_RAND": "1", "LINE_OFF": "25", "SAMP_OFF": "25", "LAT_OFF": "31",
            "LONG_OFF": "117", "HEIGHT_OFF": "10", "LINE_SCALE": "25", "SAMP_SCALE": "25",
            "LAT_SCALE": "0.1", "LONG_SCALE": "0.1", "HEIGHT_SCALE": "500"}
    for key in ("LINE_NUM", "LINE_DEN", "SAMP_NUM", "SAMP_DEN"):
        keys[f"{key}_COEFF"] = " ".join(["1"] + ["0"] * 19)
    handle.SetMetadata(keys, "RPC")
    handle = None
    # A folder whose names carry a processing time only.
    for entry in sorted(os.listdir(before)):
        if "SCL" in entry:
            continue
        band = entry.split("_")[2]
        os.makedirs(f"{folder}/processing-time", exist_ok=True)
        with open(f"{before}/{entry}", "rb") as source:
            name = f"S2A_OPER_MSI_L1C_TL_SGS__20240315T201048_A003809_T50RMU_{band}.tif"
            open(f"{folder}/processing-time/{name}", "wb").write(source.read())


def main():
    folder = sys.argv[1]
    scene(f"{folder}/before", "20240301T025531", False, 1)
    scene(f"{folder}/after", "20240601T025531", True, 2)
    scene(f"{folder}/unchanged", "20240601T025531", True, 3, change=False)
    # The same ground from a baseline with offset: 1000 is added to every number.
    scene(f"{folder}/after-offset", "20240601T025531", True, 2, offset=1000)
    # Strips instead of tiles, another compression: the result must not change.
    scene(f"{folder}/after-strips", "20240601T025531", True, 2, options=("COMPRESS=LZW",))
    boundaries(folder)
    damaged(folder)


if __name__ == "__main__":
    main()
