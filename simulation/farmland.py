"""Real parcels as monitored areas, and fields spliced from their series. Used by scripts/farmland-figures.

What is real: every NDVI value, with the day of the year on which it was measured. What is made (模拟数据): which crop year follows
which in a spliced field, where the field lies, the share of pixels its edge covers, and the cloud that is added.
"""

import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys

import numpy
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

FLANDERS = "fields/00002806639B424A"
FLANDERS_LANDSAT = "fields/000028085BF08E7E"


def bands(path) -> "numpy.ndarray":
    values = gdal.Open(str(path)).ReadAsArray()
    return values if values.ndim == 3 else values[None]


def features(path) -> list:
    """The attributes and outlines of a layer; the file is open only while it is read."""
    source = ogr.Open(str(path))
    return [(feature.items(), feature.GetGeometryRef().Clone()) for feature in source.GetLayer(0)]


def write_scene(folder: pathlib.Path, date: datetime.date, arrays: dict, crs: int, transform: tuple, sidecar: list) -> None:
    """One multi-band GeoTIFF of uint16 with a sidecar."""
    path = folder / f"scene_{date:%Y%m%d}.tif"
    first = next(iter(arrays.values()))
    data = gdal.GetDriverByName("GTiff").Create(
        str(path), first.shape[1], first.shape[0], len(arrays), gdal.GDT_UInt16, ["COMPRESS=DEFLATE"])
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    data.SetProjection(reference.ExportToWkt())
    data.SetGeoTransform(transform)
    for number, values in enumerate(arrays.values(), start=1):
        data.GetRasterBand(number).WriteArray(values.astype(numpy.uint16))
    data.FlushCache()
    path.with_suffix(".yaml").write_text(
        "\n".join([*sidecar, f"bands: [{', '.join(arrays)}]", f"date: {date}T10:00:00Z"]) + "\n", encoding="utf-8")


def index_scene(folder: pathlib.Path, date: datetime.date, ndvi, clear, crs: int, transform: tuple) -> None:
    """A scene of red and near infrared that gives back an NDVI within 0.0001; quality 1 clear, 2 cloud."""
    clear = clear & numpy.isfinite(ndvi)
    value = numpy.where(clear, numpy.clip(numpy.nan_to_num(ndvi), -0.99, 0.99), 0)
    arrays = {"red": numpy.rint(5000 * (1 - value)), "nir": numpy.rint(5000 * (1 + value)),
              "quality": numpy.where(clear, 1, 2)}
    write_scene(folder, date, arrays, crs, transform, [
        "sensor: generic", "scale: 0.0001", "quality: {band: 3, classes: {1: clear, 2: cloud}, growth: 0}"])


def write_parcels(path: pathlib.Path, crs: int, rows: list) -> None:
    """Rows are (id, other columns, WKT or geometry)."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("cropland", reference, ogr.wkbMultiPolygon)
    for name in ("BSM", "DLBM", *rows[0][1]):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for identifier, columns, geometry in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["BSM"], feature["DLBM"] = identifier, "0103"
        for name, value in columns.items():
            feature[name] = str(value)
        if isinstance(geometry, str):
            geometry = ogr.CreateGeometryFromWkt(geometry)
        feature.SetGeometry(ogr.ForceToMultiPolygon(geometry))
        layer.CreateFeature(feature)
    source = None


def write_configuration(folder: pathlib.Path, crs: int, transform: tuple, shape: tuple, extra: str = "",
                        crop_year: str = "10-01") -> None:
    x0, dx, _, y1, _, dy = transform
    x1, y0 = x0 + dx * shape[1], y1 + dy * shape[0]
    (folder / "tiankan.yaml").write_text(
        f"version: 1\ngrid: {{crs: EPSG:{crs}, origin: [{x0}, {y1}], pixel: {dx}}}\n"
        f"tiles: [{{id: A, core: [{x0}, {y0}, {x1}, {y1}]}}]\nscenes: [scenes]\n"
        "layers:\n  cropland: {source: parcels.gpkg, layer: cropland, fields: {id: BSM, class: DLBM}}\n"
        f"  supervised: parcels.gpkg\ncrop_year: \"{crop_year}\"\n{extra}"
        "state: state/\nledger: ledger.gpkg\nlimits: {memory: 1GB}\n", encoding="utf-8")


def monitor(program: pathlib.Path, folder: pathlib.Path, until: str) -> dict:
    """Runs the program up to a day; gives the state of each parcel by period."""
    done = subprocess.run([str(program), "monitor", "--config", str(folder / "tiankan.yaml"), "--until", until, "--quiet"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"farmland-figures: tiankan monitor ended with {done.returncode}\n{done.stderr}")
    return results_of(folder)


def results_of(folder: pathlib.Path) -> dict:
    """What a ledger says of each parcel."""
    results: dict = {}
    connection = sqlite3.connect(f"file:{folder / 'ledger.gpkg'}?mode=ro", uri=True)
    for unit, period, state in connection.execute(
            "SELECT unit_id, period, state FROM unit_result WHERE kind = 'abandonment'"):
        results.setdefault(unit, {})[period] = state
    pixels = dict(connection.execute("SELECT unit_id, pure_pixels FROM land_unit WHERE layer = 'cropland'"))
    connection.close()
    return {unit: {"pixels": pixels[unit], "years": {period: state for period, state in states.items() if "/" in period
                                                     or period.isdigit()},
                   "code": states.get("current", "")} for unit, states in results.items()}


# Real areas: a folder that `monitor` reads, and what is known of each parcel.

def cover_of(parcel, cover, transform) -> int:
    """The class that most cell centres inside a parcel have."""
    memory = gdal.GetDriverByName("MEM").Create("", cover.shape[1], cover.shape[0], 1, gdal.GDT_Byte)
    memory.SetGeoTransform(transform)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32631)
    memory.SetProjection(reference.ExportToWkt())
    layer = source.CreateLayer("one", reference)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(parcel)
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(memory, [1], layer, burn_values=[1])
    inside = cover[memory.ReadAsArray() == 1]
    return int(numpy.bincount(inside).argmax()) if len(inside) else 0


def flanders_rows(data: pathlib.Path, site: str, cover, transform) -> list:
    rows = []
    for number, (feature, shape) in enumerate(features(data / site / "parcels_CT.gpkg")):
        rows.append((f"{number}", {"cover": cover_of(shape, cover, transform), "crop": feature["CT"]}, shape))
    return rows


def flanders_area(data: pathlib.Path, site: str, folder: pathlib.Path, cover: "numpy.ndarray", transform) -> dict:
    """Writes parcels and configuration of a Flemish site; cover and crop of each parcel."""
    rows = flanders_rows(data, site, cover, transform)
    write_parcels(folder / "parcels.gpkg", 32631, rows)
    write_configuration(folder, 32631, transform, cover.shape)
    return {row[0]: row[1] for row in rows}


def flanders(data: pathlib.Path, folder: pathlib.Path) -> dict:
    """Sentinel-2 L2A of August 2017 to November 2018, all bands, with its scene classification."""
    (folder / "scenes").mkdir(parents=True)
    label = gdal.Open(str(data / FLANDERS / "label_LC_CT_IRR.tif"))
    transform, cover = label.GetGeoTransform(), label.GetRasterBand(1).ReadAsArray()
    for path in sorted((data / FLANDERS / "S2_10m").glob("*.tif")):
        date = datetime.datetime.strptime(path.stem[-8:], "%Y%m%d").date()
        fine = bands(path)
        coarse = bands(data / FLANDERS / "S2_20m" / path.name.replace("10m", "20m")).repeat(2, 1).repeat(2, 2)
        arrays = {"B02": fine[0], "B03": fine[1], "B04": fine[2], "B08": fine[3], "B11": coarse[4], "B12": coarse[5],
                  "SCL": coarse[6]}
        write_scene(folder / "scenes", date, arrays, 32631, transform, ["sensor: sentinel2-l2a", 'baseline: "02.08"'])
    return flanders_area(data, FLANDERS, folder, cover, transform)


def flanders_landsat(data: pathlib.Path, folder: pathlib.Path) -> dict:
    """Landsat 8 surface reflectance on a grid of 10 m, August 2018 to November 2019, with pixel_qa."""
    (folder / "scenes").mkdir(parents=True)
    label = gdal.Open(str(data / FLANDERS_LANDSAT / "label_LC_CT_IRR.tif"))
    transform, cover = label.GetGeoTransform(), label.GetRasterBand(1).ReadAsArray()
    for path in sorted((data / FLANDERS_LANDSAT / "L8_SR").glob("*_????????.tif")):
        date = datetime.datetime.strptime(path.stem[-8:], "%Y%m%d").date()
        values = bands(path)
        names = ("blue", "green", "red", "nir", "swir1", "swir2", "quality")
        write_scene(folder / "scenes", date, dict(zip(names, values)), 32631, transform, [
            "sensor: generic", "scale: 0.0001", "nodata: 0",
            "quality: {band: 7, bits: {0: fill, 2: water, 3: shadow, 4: snow, 5: cloud}, growth: 0}"])
    return flanders_area(data, FLANDERS_LANDSAT, folder, cover, transform)


def italy(data: pathlib.Path, folder: pathlib.Path) -> dict:
    """NDVI of 2020 with the scene classification; the crop year is the calendar year, of which alone there are dates."""
    (folder / "scenes").mkdir(parents=True)
    place = data / "crop_cycles_italy/sampleroi"
    dates: dict = {}
    for path in sorted((place / "NDVI").glob("*.tif")):
        dates.setdefault(path.name.split("_")[1], path)
    transform = shape = None
    for day, path in sorted(dates.items()):
        quality_file = place / "SCL" / path.name.replace("_NDVI_", "_SCL_")
        source = gdal.Open(str(path))
        transform, values = source.GetGeoTransform(), source.ReadAsArray().astype(float)
        shape = values.shape
        quality = gdal.Open(str(quality_file))
        left, size, _, top, _, _ = quality.GetGeoTransform()
        x = transform[0] + (numpy.arange(shape[1]) + 0.5) * transform[1]
        y = transform[3] + (numpy.arange(shape[0]) + 0.5) * transform[5]
        classes = quality.ReadAsArray()
        rows = numpy.clip(((top - y) / size).astype(int), 0, classes.shape[0] - 1)
        columns = numpy.clip(((x - left) / size).astype(int), 0, classes.shape[1] - 1)
        clear = numpy.isin(classes[numpy.ix_(rows, columns)], (4, 5, 6, 7)) & (values > -32768)
        index_scene(folder / "scenes", datetime.datetime.strptime(day, "%Y%m%d").date(), values / 10000, clear, 32632,
                    transform)
    fields = [(feature["id"], {"cover": 11, "crop": ""}, shape)
              for feature, shape in features(data / "crop_cycles_italy/vector/sampleroi.gpkg")]
    write_parcels(folder / "parcels.gpkg", 32632, fields)
    (folder / "calendar.yaml").write_text(
        "name: calendar-year\nversion: 1\nabandonment:\n  calendar:\n    windows:\n"
        "    - {name: year, first: \"01-01\", last: \"12-31\"}\n", encoding="utf-8")
    write_configuration(folder, 32632, transform, shape, "rules: [calendar.yaml]\n", "01-01")
    return {row[0]: row[1] for row in fields}


def slovenia(data: pathlib.Path, folder: pathlib.Path) -> dict:
    """NDVI of September 2015 to December 2017 with cloud masks."""
    (folder / "scenes").mkdir(parents=True)
    source = gdal.Open(str(data / "slovenia_s2/NDVI_68dates.tif"))
    transform, ndvi = source.GetGeoTransform(), source.ReadAsArray()
    cloud = gdal.Open(str(data / "slovenia_s2/CLM_68dates.tif")).ReadAsArray()
    stamps = json.loads((data / "slovenia_s2/original/timestamps.json").read_text(encoding="utf-8"))
    # The grid of the program is square; the delivered pixels are 9.995 by 9.997 m and differ by 0.03 m over the whole area.
    square = (transform[0], 10.0, 0.0, transform[3], 0.0, -10.0)
    for number, stamp in enumerate(stamps):
        index_scene(folder / "scenes", datetime.date.fromisoformat(stamp[:10]), ndvi[number], cloud[number] == 0, 32633,
                    square)
    stretch = (transform[1] / 10, -transform[5] / 10)
    rows = []
    for number, (feature, shape) in enumerate(features(data / "slovenia_s2/original/vector_timeless/LULC.gpkg")):
        text = ogr.CreateGeometryFromJson(json.dumps(stretched(json.loads(shape.ExportToJson()), square, stretch)))
        rows.append((f"{number}", {"cover": feature["LULC_NAME"] or "unknown", "crop": ""}, text))
    write_parcels(folder / "parcels.gpkg", 32633, rows)
    write_configuration(folder, 32633, square, ndvi.shape[1:])
    return {row[0]: row[1] for row in rows}


def stretched(geometry: dict, square: tuple, stretch: tuple) -> dict:
    """Moves outlines along with pixels that are made square, so that each keeps its cells."""
    def move(part):
        if isinstance(part[0], (int, float)):
            return [square[0] + (part[0] - square[0]) / stretch[0], square[3] + (part[1] - square[3]) / stretch[1]]
        return [move(each) for each in part]
    return {"type": geometry["type"], "coordinates": move(geometry["coordinates"])}


# Fields spliced from real crop years (模拟数据 where the order of years, the outlines and added cloud are concerned).

class Sources:
    """Crop years of real pixels: the NDVI of each pixel of a parcel on its clear dates."""

    def __init__(self, data: pathlib.Path):
        self.active: list = []
        self.idle: list = []
        self.ridge: list = []
        self.read_flanders(data)
        self.read_slovenia(data)

    def read_flanders(self, data: pathlib.Path) -> None:
        label = gdal.Open(str(data / FLANDERS / "label_LC_CT_IRR.tif"))
        transform, cover = label.GetGeoTransform(), label.GetRasterBand(1).ReadAsArray()
        dates, ndvi, clear = [], [], []
        for path in sorted((data / FLANDERS / "S2_10m").glob("*.tif")):
            fine = bands(path).astype(float)
            quality = bands(data / FLANDERS / "S2_20m" / path.name.replace("10m", "20m"))[6].repeat(2, 0).repeat(2, 1)
            dates.append(datetime.datetime.strptime(path.stem[-8:], "%Y%m%d").date())
            sum_of = fine[3] + fine[2]
            ndvi.append(numpy.where(sum_of > 0, (fine[3] - fine[2]) / numpy.maximum(sum_of, 1), numpy.nan))
            clear.append(numpy.isin(quality, (4, 5, 6, 7)) & (fine.min(axis=0) > 0))
        stack, seen = numpy.array(ndvi), numpy.array(clear)
        for identifier, columns, shape in flanders_rows(data, FLANDERS, cover, transform):
            place = inside(shape, transform, cover.shape)
            if columns["cover"] in (11, 13) and place.sum() >= 9:
                years = self.cut(dates, stack[:, place], seen[:, place], (2017,))
                (self.active if columns["cover"] == 11 else self.ridge).append((f"flanders {identifier}", years))

    def read_slovenia(self, data: pathlib.Path) -> None:
        source = gdal.Open(str(data / "slovenia_s2/NDVI_68dates.tif"))
        stack = source.ReadAsArray().astype(float)
        seen = gdal.Open(str(data / "slovenia_s2/CLM_68dates.tif")).ReadAsArray() == 0
        stamps = json.loads((data / "slovenia_s2/original/timestamps.json").read_text(encoding="utf-8"))
        dates = [datetime.date.fromisoformat(stamp[:10]) for stamp in stamps]
        layer = features(data / "slovenia_s2/original/vector_timeless/LULC.gpkg")
        for number, (feature, shape) in enumerate(layer):
            place = inside(shape, source.GetGeoTransform(), stack.shape[1:])
            if feature["LULC_NAME"] in ("grassland", "schrubland") and place.sum() >= 9:
                years = self.cut(dates, stack[:, place], seen[:, place] & numpy.isfinite(stack[:, place]), (2016,))
                self.idle.append((f"slovenia {number} {feature['LULC_NAME']}", years))

    @staticmethod
    def cut(dates: list, stack, seen, starts: tuple) -> list:
        """The crop years from 1 October on, as (dates with the year of the start as year 0, values, clear)."""
        years = []
        for start in starts:
            first, last = datetime.date(start, 10, 1), datetime.date(start + 1, 9, 30)
            numbers = [number for number, date in enumerate(dates) if first <= date <= last and seen[number].any()]
            years.append(([(dates[number].year - start, dates[number].month, dates[number].day) for number in numbers],
                          stack[numbers], seen[numbers]))
        return years


def inside(shape, transform, size: tuple) -> "numpy.ndarray":
    """The cells whose centre lies in an outline that is shrunk by half a pixel."""
    shrunk = shape.Buffer(-5)
    memory = gdal.GetDriverByName("MEM").Create("", size[1], size[0], 1, gdal.GDT_Byte)
    memory.SetGeoTransform(transform)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32631)
    memory.SetProjection(reference.ExportToWkt())
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("one", reference)
    if not shrunk.IsEmpty():
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shrunk)
        layer.CreateFeature(feature)
        gdal.RasterizeLayer(memory, [1], layer, burn_values=[1])
    return memory.ReadAsArray() == 1


REGIONS = ("north", "east", "south", "west")


def spliced(sources: Sources, folder: pathlib.Path, seed: int, fields: int = 300, side: int = 4, cloud: float = 0.2,
            years: int = 4) -> dict:
    """Fields in rows, 3 of 10 abandoned two crop years or more before the end; each region has source parcels of its own.

    A field is a square of `side` pixels at a sub-pixel place in a strip of grass; every date lies off by 0.3 pixel (root mean square).
    `cloud` is the share of blocks of 8 pixels that cloud hides on a date beyond the real one.
    """
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    (folder / "scenes").mkdir(parents=True)
    pitch, across = side + 3, 20
    rows = -(-fields // across)
    shape = (rows * pitch + 3, across * pitch + 3)
    transform = (400000.0, 10.0, 0.0, 3500000.0, 0.0, -10.0)
    start = 2018
    truth, layers, calendar = {}, [], {}
    for number in range(fields):
        region = number % len(REGIONS)
        active = sources.active[region::len(REGIONS)]
        idle = sources.idle[region::len(REGIONS)]
        abandoned = number // len(REGIONS) % 10 < 3
        # A settled crop year needs the one before; the first idle one is drawn among those that leave two at the end.
        begin = int(random.integers(0 if years == 2 else 1, years - 1)) if abandoned else years
        line, place = divmod(number, across)
        left = 2 + place * pitch + random.uniform(-0.5, 0.5)
        top = 2 + line * pitch + random.uniform(-0.5, 0.5)
        for year in range(years):
            pool = idle if year >= begin else active
            name, parts = pool[int(random.integers(len(pool)))]
            days, values, clear = parts[0]
            pixels = random.integers(values.shape[1], size=(side + 2, side + 2))
            for day, row, seen in zip(days, values, clear):
                date = datetime.date(start + year + day[0], day[1], min(day[2], 28) if day[1] == 2 else day[2])
                calendar.setdefault(date, []).append((number, left, top, row[pixels], seen[pixels]))
        corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side), (left, top)]
        outline = ", ".join(f"{transform[0] + 10 * x} {transform[3] - 10 * y}" for x, y in corners)
        layers.append((f"{number:04}", {"reference": int(abandoned), "region": REGIONS[region]}, f"POLYGON(({outline}))"))
        truth[f"{number:04}"] = {"abandoned": abandoned, "begin": begin, "region": REGIONS[region]}
    grass = sources.ridge[0][1][0]
    level = float(numpy.nanmedian(numpy.where(grass[2], grass[1], numpy.nan)))
    last = datetime.date(start + years, 11, 15)
    for date in sorted(calendar):
        ndvi, clear = numpy.full(shape, level), numpy.zeros(shape, bool)
        east, south = random.normal(0, 0.2, 2)
        for _, left, top, values, seen in calendar[date]:
            paint(ndvi, clear, left + east, top + south, side, values, seen)
        blocks = random.random((-(-shape[0] // 8), -(-shape[1] // 8))) < cloud
        hidden = blocks.repeat(8, 0).repeat(8, 1)[:shape[0], :shape[1]]
        index_scene(folder / "scenes", date, ndvi, clear & ~hidden, 32650, transform)
    write_parcels(folder / "parcels.gpkg", 32650, layers)
    write_configuration(folder, 32650, transform, shape)
    return {"truth": truth, "until": last.isoformat(), "dates": len(calendar)}


def paint(ndvi, clear, left: float, top: float, side: int, values, seen) -> None:
    """Mixes a field into the pixels it covers by the share it covers of each."""
    for row in range(max(0, int(top)), min(ndvi.shape[0], int(top + side) + 1)):
        high = min(row + 1, top + side) - max(row, top)
        for column in range(max(0, int(left)), min(ndvi.shape[1], int(left + side) + 1)):
            share = high * (min(column + 1, left + side) - max(column, left))
            if share <= 0:
                continue
            place = (row - int(top), column - int(left))
            if not seen[place] or not numpy.isfinite(values[place]):
                clear[row, column] = False
                continue
            ndvi[row, column] += share * (values[place] - ndvi[row, column])
            clear[row, column] = True


def township_parcels(facts: dict, results: dict, last: int) -> list:
    """Parcels of a simulated township by size, each as (abandoned, result): those that lay idle in the crop years that end in `last`
    and in the year before, and those of which no event and no approved fallow is known."""
    known: dict = {}
    for event in facts["events"]:
        known.setdefault(event["parcel"], []).append(event)
    parts: dict = {"4 to 8 pure pixels": [], "9 to 15": [], "16 and more": [], "all": []}
    for unit, result in results.items():
        events = known.get(unit, [])
        abandoned = any(event["kind"] == "abandonment" and event["role"] == "planted" and event["first_crop_year"] < last
                        for event in events)
        if result["pixels"] < 4 or (events and not abandoned):
            continue
        size = "4 to 8 pure pixels" if result["pixels"] < 9 else "9 to 15" if result["pixels"] < 16 else "16 and more"
        for title in (size, "all"):
            parts[title].append((abandoned, result))
    return list(parts.items())
