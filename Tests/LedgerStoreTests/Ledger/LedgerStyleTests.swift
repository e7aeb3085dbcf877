import Foundation
import LedgerStore
import Supervision
import TestSupport
import Testing

/// QGIS itself, without a screen, opens a ledger.
@Suite(.enabled(if: QGIS.isInstalled, "QGIS's Python bindings are not installed"))
struct LedgerStyleTests {
  private static let script = """
    import sys
    from qgis.core import QgsApplication, QgsRenderContext, QgsVectorLayer
    application = QgsApplication([], False)
    application.initQgis()
    clue = QgsVectorLayer(sys.argv[1] + "|layername=clue", "clue", "ogr")
    print(clue.isValid(), clue.featureCount(), clue.crs().authid(), clue.renderer().type())
    print(len(clue.renderer().categories()), clue.attributeAlias(clue.fields().indexOf("public_number")))
    context = QgsRenderContext()
    clue.renderer().startRender(context, clue.fields())
    for feature in clue.getFeatures():
        context.expressionContext().setFeature(feature)
        symbol = clue.renderer().symbolForFeature(feature, context)
        labels = clue.renderer().legendKeysForFeature(feature, context)
        names = [c.label() for i, c in enumerate(clue.renderer().categories()) if str(i) in labels]
        print(feature["clue_key"], symbol.color().name(), *names)
    clue.renderer().stopRender(context)
    unit = QgsVectorLayer(sys.argv[1] + "|layername=land_unit", "unit", "ogr")
    print(unit.isValid(), unit.featureCount(), unit.renderer().type(), unit.labeling() is not None)
    for name in ["observation", "event", "unit_result"]:
        table = QgsVectorLayer(sys.argv[1] + "|layername=" + name, name, "ogr")
        print(name, table.isValid(), table.featureCount())
    application.exitQgis()
    """

  @Test func `QGIS shows clues and land units in their styles`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.gpkg")
    do {
      let ledger = try Ledger.create(at: path, grid: LedgerFixture.grid())
      try LedgerFixture.commit(
        ledger,
        [
          try LedgerFixture.clue(state: .confirmed, confirmed: "2025-05-01"),
          try LedgerFixture.clue(row: 300, kind: .abandonment),
        ])
    }
    let outcome = try Program.run(
      Program.python, ["-c", Self.script, path], environment: ["QT_QPA_PLATFORM": "offscreen"])
    #expect(
      outcome.output.split(separator: "\n") == [
        "True 2 EPSG:32650 categorizedSymbol", "20 线索编号",
        "50RMU-construction-20250301-100-200 #d73027 疑似新增建设 · 已确认",
        "50RMU-abandonment-20250301-300-200 #cc7900 疑似撂荒 · 待确认", "True 2 singleSymbol True",
        "observation True 4", "event True 5", "unit_result True 2",
      ], "\(outcome.notices)")
  }
}

private enum QGIS {
  static let isInstalled: Bool = {
    (try? Program.run(Program.python, ["-c", "import qgis.core"]))?.status == 0
  }()
}
