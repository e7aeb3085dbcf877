"""Makes an area of many tiles with a large ledger, for measurements of the inspection service. Everything in it is 模拟数据.

A township of simulation/township is placed once on every tile: its scenes with another origin, its layers with other codes. `tiankan monitor` makes
the ledger of all tiles. Then the ledger's clues are multiplied: a copy has everything its original has (row and outline, evidence, overlaps, journal,
observations), but lies elsewhere in its tile and has a key and a public number of its own.
"""

import os
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess

import numpy as np
from osgeo import gdal, ogr

gdal.UseExceptions()
ROOT = pathlib.Path(__file__).resolve().parent.parent
PIXEL = 10
LEFT, TOP = 520_000, 2_870_000
# Columns that say which land unit a row of a layer is, or belongs to.
NAMES = {"XZQDM", "BSM", "XMBH", "ZXMBH", "KSBH", "PWBH"}


def make(folder: pathlib.Path, program: str, tiles: int, size: int, dates: int, clues: int, seed: int) -> None:
    """Fills an empty folder: scenes/, tomorrow/ (the scenes of one more day), layers, configuration, state and ledger."""
    town = folder / "town"
    subprocess.run([ROOT / "simulation/township", "--seed", str(seed), "--size", str(size), "--years", "4",
                    "--dates-per-year", str(dates / 4), "--out", town], check=True, stdout=subprocess.DEVNULL)
    scenes = sorted((town / "scenes").iterdir(), key=lambda path: path.name[-8:])
    for number in range(tiles):
        for scene in scenes:
            parent = folder / ("tomorrow" if scene == scenes[-1] else "scenes")
            place_scene(scene, parent / f"SIMULATED_sim{number:02d}_{scene.name[-8:]}", number, size)
    place_layers(town, folder, tiles, size)
    configure(town, folder, tiles, size)
    subprocess.run([program, "monitor", "--config", folder / "tiankan.yaml", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(town)
    multiply(folder / "ledger.gpkg", clues, size, seed)


def corner(number: int, size: int) -> tuple:
    """The upper left corner of a tile: five in a row."""
    return LEFT + number % 5 * size * PIXEL, TOP - number // 5 * size * PIXEL


def shift(number: int, size: int) -> tuple:
    left, top = corner(number, size)
    return left - LEFT, top - TOP


def renamed(text: str, number: int) -> str:
    """A code of a tile of its own: numbers begin with the county's code, names get an end."""
    return f"99{number:02d}{text[4:]}" if text[:4].isdigit() else f"{text}-{number:02d}"


def place_scene(scene: pathlib.Path, target: pathlib.Path, number: int, size: int) -> None:
    target.mkdir(parents=True)
    east, north = shift(number, size)
    for file in scene.iterdir():
        shutil.copyfile(file, target / file.name)
        if file.suffix == ".tif":
            raster = gdal.Open(str(target / file.name), gdal.GA_Update)
            left, pixel, _, top, _, height = raster.GetGeoTransform()
            raster.SetGeoTransform((left + east, pixel, 0, top + north, 0, height))
            raster = None
        elif file.suffix == ".yaml":
            text = file.read_text()
            (target / file.name).write_text(text.replace("tile: sim\n", f"tile: sim{number:02d}\n"))


def moved(geometry, east: float, north: float):
    if geometry.GetGeometryCount():
        for part in range(geometry.GetGeometryCount()):
            moved(geometry.GetGeometryRef(part), east, north)
    else:
        for position in range(geometry.GetPointCount()):
            x, y = geometry.GetPoint_2D(position)
            geometry.SetPoint_2D(position, x + east, y + north)
    return geometry


def place_layers(town: pathlib.Path, folder: pathlib.Path, tiles: int, size: int) -> None:
    source = ogr.Open(str(town / "layers.gpkg"))
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "layers.gpkg"))
    for layer in source:
        definition = layer.GetLayerDefn()
        copy = target.CreateLayer(layer.GetName(), layer.GetSpatialRef(), definition.GetGeomType())
        for field in range(definition.GetFieldCount()):
            copy.CreateField(definition.GetFieldDefn(field))
        names = [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]
        copy.StartTransaction()
        for number in range(tiles):
            layer.ResetReading()
            for feature in layer:
                made = feature.Clone()
                made.SetFID(ogr.NullFID)
                for name in NAMES.intersection(names):
                    if feature.IsFieldSetAndNotNull(name):
                        made.SetField(name, renamed(feature.GetField(name), number))
                if made.GetGeometryRef() is not None:
                    made.SetGeometry(moved(made.GetGeometryRef().Clone(), *shift(number, size)))
                copy.CreateFeature(made)
        copy.CommitTransaction()
    target = None
    head, *lines = (town / "fallow.csv").read_text().splitlines()
    rows = [head] + [renamed(line, number) for number in range(tiles) for line in lines]
    (folder / "fallow.csv").write_text("\n".join(rows) + "\n")


def configure(town: pathlib.Path, folder: pathlib.Path, tiles: int, size: int) -> None:
    lines = []
    for line in (town / "tiankan.yaml").read_text().splitlines():
        if line.startswith("  - {id: SIM"):
            continue
        if line.startswith("register:"):
            continue
        lines.append(line)
        if line.startswith("tiles:"):
            for number in range(tiles):
                left, top = corner(number, size)
                edge = size * PIXEL
                lines.append(f"  - {{id: SIM{number:02d}, core: [{left}, {top - edge}, {left + edge}, {top}]}}")
    (folder / "tiankan.yaml").write_text("\n".join(lines) + "\n")


class Outline:
    """An outline as GeoPackage stores it: a head with its rectangle, then well-known binary, all in little-endian order."""

    def __init__(self, blob: bytes):
        assert blob[:2] == b"GP" and blob[3] & 0x0F == 0x03, "an outline without a little-endian rectangle"
        self.blob = blob
        self.places = []
        position = 40
        _, kind, polygons = struct.unpack_from("<BII", blob, position)
        assert kind == 6, "an outline that is no multipolygon"
        position += 9
        for _ in range(polygons):
            _, _, rings = struct.unpack_from("<BII", blob, position)
            position += 9
            for _ in range(rings):
                count, = struct.unpack_from("<I", blob, position)
                self.places.append((position + 4, count))
                position += 4 + 16 * count

    @property
    def rectangle(self):
        return struct.unpack_from("<4d", self.blob, 8)

    def moved(self, east: float, north: float) -> bytes:
        blob = bytearray(self.blob)
        west, right, south, top = self.rectangle
        struct.pack_into("<4d", blob, 8, west + east, right + east, south + north, top + north)
        for position, count in self.places:
            corners = np.frombuffer(blob, "<f8", 2 * count, position).reshape(count, 2)
            corners += (east, north)
        return bytes(blob)


def columns(ledger, table: str) -> list:
    return [row[1] for row in ledger.execute(f"PRAGMA table_info({table})") if row[1] != "fid"]


def multiply(path: pathlib.Path, wanted: int, size: int, seed: int) -> None:
    """Gives a ledger copies of its clues until it has `wanted`, in one transaction."""
    ledger = sqlite3.connect(path, isolation_level=None)
    # The triggers of a GeoPackage keep its spatial index by these.
    ledger.create_function("ST_IsEmpty", 1, lambda blob: 0, deterministic=True)
    for place, name in enumerate(["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"]):
        ledger.create_function(name, 1, lambda blob, place=place: struct.unpack_from("<d", blob, 8 + 8 * place)[0], deterministic=True)
    ledger.execute("PRAGMA synchronous = OFF")
    ledger.execute("BEGIN")
    ledger.execute("CREATE TEMP TABLE copy (old TEXT, new TEXT, number TEXT, turn INTEGER)")
    order = columns(ledger, "clue")
    at = {name: place for place, name in enumerate(order)}
    originals = ledger.execute(f"SELECT {', '.join(order)} FROM clue ORDER BY clue_key").fetchall()
    if not originals:
        raise SystemExit("serve-load: monitor found no clue in the township; take another --seed")
    cores = {f"SIM{number:02d}": corner(number, size) for number in range(100)}
    used = {row[at["clue_key"]] for row in originals}
    # Which clues the state of the run knows.
    path.with_name("known.txt").write_text("".join(f"{key}\n" for key in sorted(used)))
    last = {}
    for row in originals:
        if number := row[at["public_number"]]:
            last[number[:-5]] = max(last.get(number[:-5], 0), int(number[-5:]))
    random.seed(seed)
    turn, have, insert = 0, len(originals), f"INSERT INTO clue ({', '.join(order)}) VALUES ({', '.join('?' * len(order))})"
    while have < wanted:
        turn += 1
        for row in originals[:wanted - have]:
            made = list(row)
            key = row[at["clue_key"]]
            outline = Outline(row[at["geom"]])
            left, top = cores[row[at["tile"]]]
            west, east, south, north = outline.rectangle
            while made[at["clue_key"]] in used:
                # Whole pixels, so that the copy lies inside the tile.
                right = random.randint(-int((west - left) // PIXEL), max(0, int((left + size * PIXEL - east) // PIXEL)))
                up = random.randint(-int((south - (top - size * PIXEL)) // PIXEL), max(0, int((top - north) // PIXEL)))
                made[at["anchor_row"]], made[at["anchor_column"]] = row[at["anchor_row"]] - up, row[at["anchor_column"]] + right
                made[at["clue_key"]] = "-".join(key.split("-")[:-2] + [str(made[at["anchor_row"]]), str(made[at["anchor_column"]])])
            used.add(made[at["clue_key"]])
            made[at["geom"]] = outline.moved(right * PIXEL, up * PIXEL)
            # Degrees of this latitude; the point only has to lie near its outline.
            made[at["longitude"]] = round(made[at["longitude"]] + right * PIXEL / 100_200, 7)
            made[at["latitude"]] = round(made[at["latitude"]] + up * PIXEL / 110_900, 7)
            if number := made[at["public_number"]]:
                last[number[:-5]] += 1
                made[at["public_number"]] = f"{number[:-5]}{last[number[:-5]]:05d}"
            ledger.execute(insert, made)
            ledger.execute("INSERT INTO copy VALUES (?, ?, ?, ?)", (key, made[at["clue_key"]], made[at["public_number"]], turn))
            have += 1
        for table, name in [("clue_overlap", "clue_key"), ("clue_evidence", "clue_key"), ("observation", "unit_id")]:
            names = columns(ledger, table)
            values = ["copy.new" if column == name else f"{table}.{column}" for column in names]
            condition = " AND observation.layer = 'clue' AND observation.tile = substr(copy.old, 1, 5)" if table == "observation" else ""
            ledger.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM copy CROSS JOIN {table} "
                           f"ON {table}.{name} = copy.old{condition} WHERE copy.turn = {turn}")
        names = columns(ledger, "event")
        values = {"clue_key": "copy.new", "public_number": "CASE WHEN event.public_number IS NULL THEN NULL ELSE copy.number END",
                  "serial": "(SELECT max(serial) FROM event) + row_number() OVER (ORDER BY event.serial)"}
        ledger.execute(f"INSERT INTO event ({', '.join(names)}) SELECT {', '.join(values.get(name, 'event.' + name) for name in names)} "
                       f"FROM copy CROSS JOIN event ON event.clue_key = copy.old WHERE copy.turn = {turn} AND event.other_key IS NULL "
                       "ORDER BY event.serial")
    ledger.execute("COMMIT")
    ledger.close()


def arrive(folder: pathlib.Path) -> int:
    """Puts the scenes of one more day where the night finds them; how many."""
    scenes = list((folder / "tomorrow").iterdir())
    for scene in scenes:
        os.rename(scene, folder / "scenes" / scene.name)
    return len(scenes)
