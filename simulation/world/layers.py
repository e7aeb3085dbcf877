"""Writes the layers, the fallow list, the configuration and the truth."""

import csv
import datetime
import json
import pathlib

import numpy as np
from osgeo import gdal, ogr

from . import geometry as shape
from .events import MINIMUM_UNIT, RELIABLE_UNIT
from .land import COUNTIES, LEFT, PIXEL, TOP
from .scenes import NOTICE

REAL, TEXT, WHOLE, DAY = ogr.OFTReal, ogr.OFTString, ogr.OFTInteger, ogr.OFTDate


class Package:
    """A GeoPackage written in one go, with the notice in its description."""

    def __init__(self, path: pathlib.Path):
        path.unlink(missing_ok=True)
        self.source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        self.source.SetMetadata({"NOTICE": NOTICE})

    def table(self, name: str, fields: list, rows: list, title: str, areal: bool = True) -> None:
        """Rows are (geometry or None, values)."""
        layer = self.source.CreateLayer(
            name, shape.reference() if areal else None, ogr.wkbMultiPolygon if areal else ogr.wkbNone,
            ["GEOMETRY_NAME=geom", f"DESCRIPTION={NOTICE}", f"IDENTIFIER={title}（模拟）"] if areal
            else [f"DESCRIPTION={NOTICE}", f"IDENTIFIER={title}（模拟）"])
        for field, kind in fields:
            layer.CreateField(ogr.FieldDefn(field, kind))
        layer.StartTransaction()
        for geometry, values in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for index, value in enumerate(values):
                if value is None:
                    continue
                feature.SetField(index, value.isoformat().replace("-", "/") if isinstance(value, datetime.date) else value)
            if geometry is not None:
                feature.SetGeometry(shape.multi(geometry))
            layer.CreateFeature(feature)
        layer.CommitTransaction()

    def close(self) -> None:
        self.source = None


def lines(land) -> list:
    """The three control lines, which do not overlap: (kind, geometry, name)."""
    town = shape.polygon(land.town_cell).Buffer(5)
    hole = next((block for block in land.blocks if block.in_town and block.use == "farmland" and block.parcels), None)
    rows = []
    if hole is not None:
        town = town.Difference(hole.geometry.Buffer(1.5))
    extent = shape.union([shape.polygon(ring) for ring in land.county_rings()])
    town = town.Intersection(extent)
    basic = [block for block in land.blocks if block.parcels and (block.permanent or block is hole)]
    for number, block in enumerate(basic, start=1):
        patch = shape.union([parcel.geometry.Buffer(2.0, 1) for parcel in block.parcels]).Intersection(extent)
        if block is not hole:
            patch = patch.Difference(town)
        rows.append(("永久基本农田", shape.multi(patch), f"模拟永农{number:04d}"))
    rows.append(("城镇开发边界", shape.multi(town), "模拟城镇开发边界01"))
    farm = shape.union([row[1] for row in rows])
    best = np.unravel_index(np.argmax(land.height), land.height.shape)
    left, step, _, top, _, _ = land.grid.transform
    middle = np.array([left + best[1] * step, top - best[0] * step])
    red = shape.polygon(shape.blob(middle, min(620, land.width / 6), np.random.Generator(np.random.PCG64(7)), rough=0.15))
    red = red.Intersection(extent)
    for other in [farm] + [mine.geometry.Buffer(60) for mine in land.mines]:
        red = red.Difference(other)
    rows.append(("生态保护红线", shape.multi(red), "模拟生态保护红线01"))
    return rows


def write_layers(land, events, out: pathlib.Path, last: datetime.date, generator) -> dict:
    date = land.seasons.date
    package = Package(out / "layers.gpkg")
    rings = land.county_rings()
    package.table("counties", [("XZQDM", TEXT), ("XZQMC", TEXT)],
                  [(shape.polygon(ring), county) for ring, county in zip(rings, COUNTIES)], "县级行政区")
    rows = []
    for parcel in land.parcels:
        area = round(shape.ground_area(parcel.geometry), 2)
        share = round(float(generator.uniform(0.0, 0.06)), 4)
        deducted = round(area * share, 2)
        habit = "XG" if parcel.fallow else "LYFL" if parcel.field.code == "0102" else "LS"
        rows.append((parcel.geometry, (
            parcel.identifier, parcel.field.code, {"0101": "水田", "0102": "水浇地", "0103": "旱地"}[parcel.field.code],
            area, share, deducted, round(area - deducted, 2), "PD", habit,
            COUNTIES[parcel.county][0] + "100200", f"模拟镇模拟村{parcel.county + 1}(SIMULATED)")))
    package.table("cropland", [("BSM", TEXT), ("DLBM", TEXT), ("DLMC", TEXT), ("TBMJ", REAL), ("KCXS", REAL),
                               ("KCMJ", REAL), ("TBDLMJ", REAL), ("GDLX", TEXT), ("ZZSXDM", TEXT), ("QSDWDM", TEXT),
                               ("QSDWMC", TEXT)], rows, "耕地图斑")
    extent = shape.union([shape.polygon(ring) for ring in rings])
    middle = [LEFT + 0.38 * land.width, TOP - 0.55 * land.width]
    whole = shape.polygon(shape.rectangle(middle, 0.6 * land.width, 0.5 * land.width, 0.1)).Intersection(extent)
    first = land.seasons.first
    package.table("projects", [("XMBH", TEXT), ("XMMC", TEXT), ("XMLX", TEXT), ("PFRQ", DAY), ("JGRQ", DAY)],
                  [(whole, ("SIMXM001", "模拟镇全域土地综合整治(SIMULATED)", "全域土地综合整治",
                            first + datetime.timedelta(120), first + datetime.timedelta(120 + 1095)))], "项目")
    subprojects = []
    for mine in land.mines:
        subprojects.append((mine.geometry.Buffer(4, 2), (f"SIMZX-{mine.identifier}", f"模拟矿山修复{mine.identifier}",
                                                         "SIMXM001", "矿山生态修复")))
    for event in events.list:
        if event.subtype == "demolition":
            subprojects.append((event.geometry.Buffer(3, 2), ("SIMZX-CJ01", "模拟拆旧复垦", "SIMXM001", "拆旧区")))
        if event.subtype == "resettlement":
            subprojects.append((event.geometry.Buffer(6, 2), ("SIMZX-JX01", "模拟安置区", "SIMXM001", "建新区")))
    package.table("subprojects", [("ZXMBH", TEXT), ("ZXMMC", TEXT), ("XMBH", TEXT), ("ZXMLX", TEXT)], subprojects, "子项目")
    package.table("mines", [("KSBH", TEXT), ("KSMC", TEXT), ("KSRQ", DAY), ("JHWCRQ", DAY), ("MBDL", TEXT)],
                  [(mine.geometry, (mine.identifier, f"模拟采石场{number}(SIMULATED)", first, last, "0404"))
                   for number, mine in enumerate(land.mines, start=1)], "矿山修复点位")
    package.table("mine_plan", [("KSBH", TEXT), ("JHRQ", DAY), ("JHFGD", REAL)],
                  [(None, (mine, date(day), plan)) for mine, day, plan, _ in events.plan], "矿山修复计划", areal=False)
    complete_to = last + datetime.timedelta(1)
    approvals = []
    for number, (kind, geometry, begin, end, _) in enumerate(events.approvals, start=1):
        approvals.append((geometry, (f"SP{number:04d}", kind, date(begin), date(end),
                                     f"模批〔{date(begin).year}〕{number:03d}号(SIMULATED)")))
    package.table("approvals", [("PWBH", TEXT), ("PWLX", TEXT), ("YXQQ", DAY), ("YXQZ", DAY), ("WH", TEXT)],
                  approvals, "审批")
    # Where the approvals are known completely: the county in the west; of the eastern one nothing is known.
    package.table("approval_coverage", [("XZQDM", TEXT), ("complete_to", DAY)],
                  [(shape.polygon(rings[0]), (COUNTIES[0][0], complete_to))], "审批数据覆盖范围")
    package.table("control_lines", [("KZXLX", TEXT), ("KZXMC", TEXT)],
                  [(geometry, (kind, name)) for kind, geometry, name in lines(land) if not geometry.IsEmpty()], "三区三线")
    package.close()
    with open(out / "fallow.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("BSM", "from", "to", "note"))
        for parcel in land.parcels:
            if parcel.fallow:
                begin, end = (date(land.seasons.crop_year_start(year)) for year in parcel.fallow)
                writer.writerow((parcel.identifier, begin, end - datetime.timedelta(1), NOTICE))
    return {"complete_to": complete_to.isoformat()}


CONFIGURATION = """\
# {notice}
# Made by simulation/township --seed {seed}
version: 1
grid: {{crs: EPSG:4548, origin: [{left:.0f}, {top:.0f}], pixel: 10}}
tiles:
{tiles}
scenes: [scenes/]
layers:
  counties: {{source: layers.gpkg, layer: counties, fields: {{id: XZQDM, name: XZQMC}}, version: {version}}}
  cropland: {{source: layers.gpkg, layer: cropland, fields: {{id: BSM}}, version: {version}, fallow: {{source: fallow.csv, fields: {{id: BSM, from: from, to: to}}}}}}
  projects: {{source: layers.gpkg, layer: projects, fields: {{id: XMBH, name: XMMC}}, version: {version}}}
  subprojects: {{source: layers.gpkg, layer: subprojects, fields: {{id: ZXMBH, name: ZXMMC}}, version: {version}}}
  mines: {{source: layers.gpkg, layer: mines, fields: {{id: KSBH, name: KSMC}}, version: {version}}}
  mine_plan: {{source: layers.gpkg, layer: mine_plan, fields: {{mine: KSBH, date: JHRQ, cover: JHFGD}}, version: {version}}}
  approvals: {{source: layers.gpkg, layer: approvals, fields: {{id: PWBH, kind: PWLX, from: YXQQ, to: YXQZ}}, version: {version}, complete_to: {complete_to}}}
  control_lines: {{source: layers.gpkg, layer: control_lines, fields: {{kind: KZXLX}}, version: {version}}}
rules: [fujian-2025]
crop_year: "10-01"
baseline: {{years: 3, rollover: "01-01"}}
state: state/
ledger: ledger.gpkg
register: register.gpkg
limits: {{memory: 1.5GB, threads: 2}}
publish: {{mode: internal, cap_per_county: 50}}
"""


def write_configuration(land, out: pathlib.Path, seed: int, tiles: int, last: datetime.date, complete_to: str) -> None:
    lines_of = []
    edges = [int(round(edge)) for edge in np.linspace(0, land.size, tiles + 1)]
    for number, (low, high) in enumerate(zip(edges[:-1], edges[1:]), start=1):
        x0, x1 = LEFT + low * PIXEL, LEFT + high * PIXEL
        lines_of.append(f"  - {{id: SIM{number:02d}, core: [{x0:.0f}, {TOP - land.width:.0f}, {x1:.0f}, {TOP:.0f}]}}")
    (out / "tiankan.yaml").write_text(CONFIGURATION.format(
        notice=NOTICE, seed=seed, left=LEFT, top=TOP, tiles="\n".join(lines_of), version=last.isoformat(),
        complete_to=complete_to), encoding="utf-8")


def difference(first, second):
    return (first - second) / np.maximum(first + second, 1e-6)


def pixel_shares(grid, place: tuple, mask: np.ndarray) -> tuple:
    """The share of each pixel that a fine mask covers, around the mask: (shares, rows and columns of the scene)."""
    fine, windows, pads = grid.FINE, [], []
    for bounds in place:
        first = max(bounds.start // fine, grid.MARGIN)
        last = min(-(-bounds.stop // fine), grid.MARGIN + grid.size)
        windows.append(slice(first - grid.MARGIN, last - grid.MARGIN))
        pads.append((first * fine, last * fine))
    (low, high), (left, right) = pads
    fitted = np.zeros((high - low, right - left), np.float32)
    rows, columns = place
    top, bottom = max(rows.start, low), min(rows.stop, high)
    west, east = max(columns.start, left), min(columns.stop, right)
    fitted[top - low:bottom - low, west - left:east - left] = mask[top - rows.start:bottom - rows.start,
                                                                   west - columns.start:east - columns.start]
    shares = fitted.reshape((high - low) // fine, fine, (right - left) // fine, fine).mean(axis=(1, 3))
    return shares, tuple(windows)


def judge(event, land, renderer, dates: list, facts: list, without: np.ndarray) -> None:
    """Facts of an event that need the pictures: clear days, first visible day, first day beyond its own past."""
    grid = land.grid
    place, cells = grid.burn_near([(event.geometry, 1)])
    labels, counts = np.unique(land.labels[place][cells == 1], return_counts=True)
    share, window = pixel_shares(grid, place, cells == 1)
    inside = share > 0
    event.facts["pixels_half"] = int((share >= 0.5).sum())
    event.facts["pixels_full"] = int((share >= 0.999).sum())
    clear = [fact["date"] for fact in facts if inside.any() and fact["_clear"][window][inside].mean() >= 0.8]
    event.facts["clear_dates"] = clear
    weight = counts / counts.sum()
    with_change = np.einsum("dbl,l->db", renderer.values[:, :, labels], weight)
    unchanged = np.einsum("dbl,l->db", without[:, :, labels], weight)
    greenness = difference(with_change[:, 3], with_change[:, 2])
    past = difference(unchanged[:, 3], unchanged[:, 2])

    def bareness(values):
        return difference(values[:, 4] + values[:, 2], values[:, 3] + values[:, 0])

    days = land.seasons.days
    after = days >= event.start
    seen = after & ((np.abs(greenness - past) >= 0.15) | (np.abs(bareness(with_change) - bareness(unchanged)) >= 0.10))
    event.facts["visible_from"] = dates[int(np.argmax(seen))].isoformat() if seen.any() else None
    beyond = None
    season = np.array([day.timetuple().tm_yday for day in dates])
    for index in np.nonzero(after)[0]:
        gap = np.abs(season - season[index])
        near = (np.minimum(gap, 365 - gap) <= 15) & (days < event.start) & (days < days[index] - 180)
        if near.any() and greenness[index] < past[near].min() - 0.10:
            beyond = dates[index].isoformat()
            break
    event.facts["anomalous_from"] = beyond
    event.facts["history_days"] = int(event.start - days[0])
    before = np.nonzero(days < event.start)[0]
    event.facts["ndvi_before"] = round(float(past[before[-1]]), 3) if len(before) else None


def crop_year_counts(event, land, years: int) -> list:
    """Clear dates in each crop year and in its windows of winter (10-03), early (04-07) and late (07-10) growth."""
    result = []
    clear = [datetime.date.fromisoformat(text) for text in event.facts["clear_dates"]]
    for year in range(years):
        begin = land.seasons.date(land.seasons.crop_year_start(year))
        end = land.seasons.date(land.seasons.crop_year_start(year + 1))
        own = [day for day in clear if begin <= day < end]
        windows = [sum(day.month in months for day in own) for months in ((10, 11, 12, 1, 2, 3), (4, 5, 6), (7, 8, 9))]
        result.append({"crop_year": end.year, "clear": len(own), "winter": windows[0], "early": windows[1],
                       "late": windows[2]})
    return result


def decidable(event, counts: list) -> bool:
    """Whether the true sky shows enough: 12 clear dates a crop year and 3 in each window of growth.

    Abandonment needs two such crop years in a row among the idle ones, a conversion one whole crop year after it. The last
    crop year is not over yet when the archive ends: its late crops may stand until the end of October.
    """
    enough = [each["clear"] >= 12 and min(each["winter"], each["early"], each["late"]) >= 3 for each in counts[:-1]]
    first = event.facts["crop_year"]
    if event.kind == "non_grain":
        return any(enough[first + 1:])
    return any(one and two for one, two in zip(enough[first:], enough[first + 1:]))


def write_truth(land, events, renderer, dates, facts, without, out: pathlib.Path, settings: dict) -> None:
    date = land.seasons.date
    rows, records = [], []
    control = lines(land)
    for event in events.list:
        judge(event, land, renderer, dates, facts, without)
        area = round(shape.ground_area(event.geometry), 2)
        parcel_kind = event.kind in ("abandonment", "non_grain")
        below = event.facts.get("pure_pixels", 99) < 4 if parcel_kind else area < MINIMUM_UNIT
        start, end = date(event.start), None if event.end is None else date(event.end)
        first_year = event.facts.get("crop_year")
        county = COUNTIES[land.county_of(np.array([event.geometry.Centroid().GetX(), event.geometry.Centroid().GetY()]))][0]
        overlaps = {kind: round(sum(event.geometry.Intersection(geometry).GetArea() for name, geometry, _ in control
                                    if name == kind) / max(event.geometry.GetArea(), 1e-9), 3)
                    for kind in ("永久基本农田", "生态保护红线", "城镇开发边界")}
        record = {
            "event_id": event.identifier, "kind": event.kind, "subtype": event.subtype, "role": event.role,
            "state": event.state, "start": start.isoformat(), "end": end.isoformat() if end else None,
            "area_m2": area, "below_mmu": bool(below), "reliable": bool(not below and (parcel_kind or area >= RELIABLE_UNIT)),
            "host": event.facts.get("host"), "parcel": event.facts.get("parcel"), "mine": event.facts.get("mine"),
            "first_crop_year": None if first_year is None else date(land.seasons.crop_year_start(first_year + 1)).year,
            "last_harvest": date(event.facts["last_harvest"]).isoformat() if "last_harvest" in event.facts else None,
            "shape": event.facts.get("shape"), "system": event.facts.get("system"),
            "pure_pixels": event.facts.get("pure_pixels"), "pixels_half": event.facts["pixels_half"],
            "pixels_full": event.facts["pixels_full"], "visible_from": event.facts["visible_from"],
            "anomalous_from": event.facts["anomalous_from"], "history_days": event.facts["history_days"],
            "ndvi_before": event.facts["ndvi_before"], "county": county, "overlaps": overlaps,
        }
        clear = event.facts["clear_dates"]
        record["clear_after_start"] = sum(day >= record["start"] for day in clear)
        rows.append((event.geometry, tuple(
            json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else
            int(value) if isinstance(value, bool) else
            datetime.date.fromisoformat(value) if key in DATES and value else value
            for key, value in record.items())))
        record["clear_dates"] = clear
        if parcel_kind:
            record["crop_years"] = crop_year_counts(event, land, land.seasons.years)
            record["decidable"] = decidable(event, record["crop_years"])
        records.append(record)
    fields = [(name, KINDS.get(name, TEXT)) for name in (records[0] if records else {}) if name not in (
        "clear_dates", "crop_years")]
    package = Package(out / "truth.gpkg")
    package.table("event", fields, rows, "真值:事件")
    package.table("confuser", [("kind", TEXT), ("parcel", TEXT), ("note", TEXT), ("from", DAY), ("to", DAY)],
                  confusers(land), "真值:易混淆")
    package.close()
    mines = [{"mine": mine, "date": date(day).isoformat(), "planned": plan, "reached": cover}
             for mine, day, plan, cover in events.plan]
    public = [{key: value for key, value in fact.items() if not key.startswith("_")} for fact in facts]
    hectares = (land.width ** 2) / 1e4
    truth = {"notice": NOTICE, **settings, "area_km2": round(hectares / 100, 4),
             "minimum_unit_m2": MINIMUM_UNIT, "reliable_unit_m2": RELIABLE_UNIT, "acquisitions": public,
             "mine_cover": mines, "events": records,
             "parcels": {parcel.identifier: parcel.field.system for parcel in land.parcels}}
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


DATES = ("start", "end", "visible_from", "anomalous_from", "last_harvest")
KINDS = {**{name: DAY for name in DATES}, "area_m2": REAL, "below_mmu": WHOLE, "reliable": WHOLE, "pure_pixels": WHOLE,
         "pixels_half": WHOLE, "pixels_full": WHOLE, "history_days": WHOLE, "first_crop_year": WHOLE,
         "ndvi_before": REAL, "clear_after_start": WHOLE}


def confusers(land) -> list:
    """Fields that lie under water or film or are ploughed, by cycle: nothing of it is a change."""
    rows = []
    date = land.seasons.date
    last = land.seasons.years * 365.25
    for parcel in land.parcels:
        for sow, close, _, harvest, _, marks in parcel.field.cycles(land.seasons):
            if not 0 <= sow <= last:
                continue
            rows.append((parcel.geometry, ("ploughing", parcel.identifier, parcel.field.system,
                                           date(sow - parcel.field.plough_lead), date(sow))))
            if marks == "flood":
                rows.append((parcel.geometry, ("flooding", parcel.identifier, parcel.field.system,
                                               date(sow - 12), date(close + 10))))
            if marks == "film":
                rows.append((parcel.geometry, ("film", parcel.identifier, parcel.field.system,
                                               date(sow - 3), date(close + 12))))
    return rows
