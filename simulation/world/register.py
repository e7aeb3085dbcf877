"""Writes the tables of a project register (项目库): a dozen projects of all kinds over the township, with plans and accounts.

Everything is made up and says so. Two projects claim one parcel on purpose, one milestone is late, one area behind plan, one plot is
declared larger than it is, so that `tiankan register check` and the monthly report have something to show.
"""

import csv
import datetime
import pathlib

import numpy as np

from . import geometry as shape
from .land import COUNTIES
from .layers import REAL, TEXT, DAY, Package, lines
from .scenes import NOTICE

MU = 2000 / 3
KINDS = ("农用地整理", "旱改水", "高标准农田", "拆旧复垦", "安置建新", "低效用地再开发",
         "矿山修复", "工矿废弃地复垦", "滩涂围垦", "生态修复", "农用地整理", "高标准农田")
RULES = "fujian-consolidation-2025"


def cells(ring, count: int) -> list:
    """Cuts a county into strips of equal width from north to south, ten metres apart."""
    area = shape.polygon(ring)
    west, east, south, north = area.GetEnvelope()
    step = (north - south) / count
    found = []
    for number in range(count):
        top = north - number * step
        box = shape.polygon(np.array([[west - 1, top - step + 5], [east + 1, top - step + 5], [east + 1, top - 5], [west - 1, top - 5]]))
        found.append(area.Intersection(box))
    return found


def write_register(land, events, out: pathlib.Path, last: datetime.date, generator) -> None:
    folder = out / "register"
    folder.mkdir()
    approved = last - datetime.timedelta(90)
    day = lambda days: approved + datetime.timedelta(days)  # noqa: E731
    control = lines(land)
    farmland = [geometry for kind, geometry, _ in control if kind == "永久基本农田"]
    rings = land.county_rings()
    basic = shape.union(farmland) if farmland else None
    townships, units, projects, subprojects, plots = [], [], [], [], []
    tables = {"milestones.csv": [("XMBH", "JD", "JHRQ", "WCRQ")], "plans.csv": [("XMBH", "LB", "JHRQ", "MJ")],
              "approvals.csv": [("PFWH", "DY", "LX", "PFRQ")], "gates.csv": [("DY", "HJ", "RQ", "YX", "WJ")],
              "projects.csv": [("XMBH", "XMMC", "DYBH", "LX", "ZJLY", "PFRQ", "KGRQ", "JGRQ", "ZTDW")]}
    images = [name.name for name in sorted((out / "scenes").iterdir())]

    for county, ring in enumerate(rings):
        code, name = COUNTIES[county]
        area = shape.polygon(ring)
        designated = 0 if basic is None else shape.ground_area(basic.Intersection(area))
        townships.append((area, (f"{code}100", f"模拟镇{county + 1}(SIMULATED)", code, ("平原地区", "山区丘陵地区")[county],
                                 round(designated / MU, 2), last - datetime.timedelta(1000))))
        unit = f"SIMDY{county + 1}"
        units.append((area, (unit, f"模拟单元{county + 1}(SIMULATED)", code, f"{code}100", RULES, 36, f"模拟镇{county + 1}人民政府")))
        tables["approvals.csv"].append((f"模批〔{approved.year}〕{county + 1:03d}号", unit, "实施方案", approved))
        steps = (("划定单元", -240, ""), ("编制方案", -200, ""), ("县级初审", -120, ""), ("市级审查", -60, ""), ("省级批准", 0, "质量提升材料"),
                 ("录入项目库", 9, ""), ("组织实施", 20, images[-1] if images else ""))
        for state, days, paper in steps:
            tables["gates.csv"].append((unit, state, day(days), paper if state == "组织实施" else "",
                                        "耕地质量提升材料" if paper == "质量提升材料" else ""))
    # Nine projects in the larger county, three in the smaller one.
    places = [(0, cell) for cell in cells(rings[0], 9)] + [(1, cell) for cell in cells(rings[1], 3)]
    parcels = list(land.parcels)
    taken = set()
    for number, (kind, (county, cell)) in enumerate(zip(KINDS, places), start=1):
        project = f"SIMXM{number:03d}"
        unit, code = f"SIMDY{county + 1}", COUNTIES[county][0]
        projects.append((cell, (project,)))
        tables["projects.csv"].append((project, f"模拟{kind}项目{number:02d}(SIMULATED)", unit, "全域土地综合整治", "县级财政(模拟)",
                                       approved, day(20), day(1000), f"模拟镇{county + 1}人民政府"))
        subprojects.append((cell.Buffer(-2), (f"{project}-1", f"模拟{kind}(SIMULATED)", project, kind, day(20), day(1000))))
        late = number == 12
        tables["milestones.csv"] += [
            (project, "开工", day(-110) if late else day(20), "" if late else day(22)),
            (project, "中期评估", day(400), ""), (project, "竣工", day(1000), "")]
        inside = [parcel for parcel in parcels if parcel.identifier not in taken and cell.Contains(parcel.geometry.Centroid())
                  and shape.ground_area(parcel.geometry.Intersection(cell)) > 0.995 * shape.ground_area(parcel.geometry)]
        order = generator.permutation(len(inside))

        def plot(identifier, geometry, role, share=1.0, recognised=True, days=60, batch="1", **more):
            area = shape.ground_area(geometry) / MU
            plots.append((geometry, (
                identifier, project, f"{project}-1" if role in ("新增耕地", "减少耕地") else None, role, f"{code}100", batch,
                more.get("before"), more.get("after"), round(area * share, 2), round(area * 0.995, 2) if recognised else None,
                "模拟测绘院" if recognised else None, "RTK" if recognised else None, day(days - 20) if recognised else None,
                round(area * 0.99, 2) if recognised else None, day(days) if recognised else None, day(days) if recognised else None,
                more.get("pair"))))

        if kind in ("农用地整理", "旱改水", "高标准农田", "工矿废弃地复垦", "滩涂围垦"):
            for index in order[:4]:
                parcel = inside[index]
                taken.add(parcel.identifier)
                plot(f"XZ-{parcel.identifier[-6:]}", parcel.geometry.Clone(), "新增耕地", before="1206", after=parcel.field.code,
                     recognised=index != order[0] or number % 2 == 1, share=1.04 if number == 3 and index == order[1] else 1.0)
            total = sum(row[1][8] for row in plots if row[1][1] == project)
            tables["plans.csv"] += [(project, "新增耕地", day(80), round(total * 0.9 * (3 if number == 2 else 1), 2)),
                                    (project, "新增耕地", day(900), round(total * 0.5, 2))]
        if number == 11 and plots:
            # The land of another project claimed again.
            twin = next((row for row in plots if row[1][3] == "新增耕地" and row[1][1] != project), None)
            if twin is not None:
                plot("XZ-CHONGFU", twin[0].Clone(), "新增耕地", days=70, before="1206", after="0103")
        if kind in ("农用地整理", "高标准农田") and len(order) > 8:
            for index, role, days in ((4, "补划", 40), (5, "补划", 40), (6, "调出", 50), (7, "调出", 50)):
                parcel = inside[order[index]]
                taken.add(parcel.identifier)
                plot(f"YN-{parcel.identifier[-6:]}", parcel.geometry.Clone(), role, days=days, batch="1" if index < 6 else "2")
        for event in events.list:
            middle = event.geometry.Centroid()
            if event.subtype in ("demolition", "resettlement") and cell.Contains(middle):
                role = "拆旧" if event.subtype == "demolition" else "建新"
                plot(f"{'CJ' if role == '拆旧' else 'JX'}-{event.identifier}", event.geometry.Intersection(cell), role,
                     before="0702" if role == "拆旧" else "0103", after="0103" if role == "拆旧" else "0702", days=75)
        if kind == "低效用地再开发":
            # Approved as a whole, a half supplied long ago, and nothing of it in sight: 批而未供 and 供而未用.
            middle = cell.Buffer(-30).PointOnSurface()
            x, y = middle.GetX(), middle.GetY()
            for identifier, width, role, days in (("PZ-001", 60, "批准用地", None), ("GD-001", 30, "供地", 400)):
                box = shape.polygon(np.array([[x - 30, y - 20], [x - 30 + width, y - 20], [x - 30 + width, y + 20], [x - 30, y + 20]]))
                plots.append((box.Intersection(cell), (
                    identifier, project, f"{project}-1", role, f"{code}100", None, "0602", "0601", None, None, None, None, None, None, None, None,
                    None, last - datetime.timedelta(700), None if days is None else last - datetime.timedelta(600),
                    None if days is None else last - datetime.timedelta(days))))
        if kind in ("矿山修复", "生态修复", "低效用地再开发", "安置建新", "拆旧复垦"):
            tables["plans.csv"].append((project, {"矿山修复": "生态修复", "生态修复": "生态修复", "低效用地再开发": "低效用地盘活",
                                                  "安置建新": "安置建新", "拆旧复垦": "建设用地复垦"}[kind], day(900),
                                        round(shape.ground_area(cell) * 0.05 / MU, 2)))

    # What the town encloses (围合范围) is moved out by the first project of its place.
    hole = next((block for block in land.blocks if block.in_town and block.use == "farmland" and block.parcels), None)
    for parcel in (hole.parcels[:2] if hole is not None else []):
        if parcel.identifier in taken:
            continue
        for number, (county, cell) in enumerate(places, start=1):
            if cell.Contains(parcel.geometry.Centroid()):
                area = shape.ground_area(parcel.geometry.Intersection(cell)) / MU
                plots.append((parcel.geometry.Intersection(cell), (
                    f"YN-W{parcel.identifier[-6:]}", f"SIMXM{number:03d}", None, "调出", f"{COUNTIES[county][0]}100", "2", None, None,
                    round(area, 2), round(area * 0.995, 2), "模拟测绘院", "RTK", day(30), round(area * 0.99, 2), day(50), day(50), None)))
    package = Package(folder / "register-layers.gpkg")
    package.table("townships", [("XZQDM", TEXT), ("XZQMC", TEXT), ("XJDM", TEXT), ("DXLB", TEXT), ("HDMJ", REAL), ("HDRQ", DAY)],
                  townships, "乡镇")
    package.table("units", [("DYBH", TEXT), ("DYMC", TEXT), ("XJDM", TEXT), ("SSXZ", TEXT), ("GZ", TEXT), ("GHQ", REAL), ("ZTDW", TEXT)],
                  units, "实施单元")
    package.table("projects", [("XMBH", TEXT)], projects, "项目范围")
    package.table("subprojects", [("ZXMBH", TEXT), ("ZXMMC", TEXT), ("XMBH", TEXT), ("ZXMLX", TEXT), ("KGRQ", DAY), ("JGRQ", DAY)],
                  subprojects, "子项目")
    package.table("plots", [("DKBH", TEXT), ("XMBH", TEXT), ("ZXMBH", TEXT), ("DKYT", TEXT), ("XZDM", TEXT), ("PC", TEXT), ("YDL", TEXT),
                            ("MBDL", TEXT), ("SBMJ", REAL), ("SCMJ", REAL), ("CHDW", TEXT), ("CLFF", TEXT), ("SCRQ", DAY), ("RDMJ", REAL),
                            ("RDRQ", DAY), ("HSRQ", DAY), ("DYDK", TEXT), ("PZRQ", DAY), ("GDRQ", DAY), ("YDDG", DAY)],
                  [(geometry, values + (None,) * (20 - len(values))) for geometry, values in plots], "地块")
    package.close()
    for name, rows in tables.items():
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    (folder / "mapping.yaml").write_text(MAPPING.format(notice=NOTICE), encoding="utf-8")


MAPPING = """\
# {notice}
# tiankan register import register/mapping.yaml --config tiankan.yaml
version: 1
crs: EPSG:4548
area_unit: 亩
tables:
  - kind: township
    source: register-layers.gpkg#townships
    fields: {{id: XZQDM, name: XZQMC, county: XJDM, terrain: DXLB, designated: HDMJ, designated_on: HDRQ}}
  - kind: unit
    source: register-layers.gpkg#units
    fields: {{id: DYBH, name: DYMC, county: XJDM, townships: SSXZ, process: GZ, care_months: GHQ, responsible: ZTDW}}
  - kind: project
    source: register-layers.gpkg#projects
    fields: {{id: XMBH}}
  - kind: project
    source: projects.csv
    fields: {{id: XMBH, name: XMMC, unit: DYBH, kind: LX, funding: ZJLY, approved_on: PFRQ, start_on: KGRQ, finish_on: JGRQ, responsible: ZTDW}}
  - kind: subproject
    source: register-layers.gpkg#subprojects
    fields: {{id: ZXMBH, name: ZXMMC, project: XMBH, kind: ZXMLX, start_on: KGRQ, finish_on: JGRQ}}
  - kind: plot
    source: register-layers.gpkg#plots
    fields: {{id: DKBH, project: XMBH, subproject: ZXMBH, role: DKYT, township: XZDM, batch: PC, class_before: YDL, class_after: MBDL,
      declared: SBMJ, surveyed: SCMJ, surveyor: CHDW, survey_method: CLFF, surveyed_on: SCRQ, recognised: RDMJ, recognised_on: RDRQ,
      counted_on: HSRQ, pair: DYDK, approved_on: PZRQ, supplied_on: GDRQ, agreed_start: YDDG}}
  - kind: milestone
    source: milestones.csv
    fields: {{owner: XMBH, name: JD, due_on: JHRQ, done_on: WCRQ}}
  - kind: plan
    source: plans.csv
    fields: {{owner: XMBH, category: LB, due_on: JHRQ, area: MJ}}
  - kind: approval
    source: approvals.csv
    fields: {{id: PFWH, owner: DY, kind: LX, approved_on: PFRQ}}
  - kind: gate
    source: gates.csv
    fields: {{owner: DY, state: HJ, reached_on: RQ, evidence: YX, document: WJ}}
"""
