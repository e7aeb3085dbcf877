import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import LandUnits
import LedgerStore
import Supervision
import Synchronization

/// The consumer of a comparison: takes detected blocks in reading order and writes clues and mask as they are complete.
///
/// Rows of blocks become rows of pixels, are cleaned, joined to regions, outlined, measured and overlaid. What is kept
/// are the rows that are still needed and the regions that are still open, never the scene.
struct ClueAssembler: ~Copyable {
  /// What has been found so far.
  private(set) var report = DiffReport()
  private(set) var before = QualityCounts()
  private(set) var after = QualityCounts()

  private let pair: DiffPair
  private let plan: BlockPlan
  private let store: DetectedBlockStore
  private let isCleaned: Bool
  private let landUnits: LandUnitIndex
  private let areas: PixelAreas
  private let geographic: GeographicBase
  private var rows: ChangeRows
  private var cleaner: MaskCleaner
  private var builder: RegionBuilder
  private var clues: ClueFile
  private var mask: MaskRows?
  private var unitTotals: [Int: DiffReport.UnitTotal] = [:]

  init(
    pair: DiffPair, plan: BlockPlan, store: DetectedBlockStore, settings: ChangeSettings,
    landUnits: LandUnitIndex, clues: consuming ClueFile, mask: consuming MaskRows?,
    minimumPixels: Int, peak: RegionBuilder.Peak?, areas: PixelAreas
  ) throws(TiankanError) {
    self.pair = pair
    self.plan = plan
    self.store = store
    self.landUnits = landUnits
    self.areas = areas
    geographic = try pair.grid.crs.geographicBase()
    let evidence = pair.method.evidence
    rows = ChangeRows(
      evidence: evidence, width: plan.columns, capacity: plan.largestHeight + MaskCleaner.lag)
    cleaner = MaskCleaner(width: plan.columns)
    builder = RegionBuilder(
      width: plan.columns, evidenceCount: evidence.count, minimumPixels: minimumPixels)
    builder.peak = peak
    // What the method smooths itself is not cleaned.
    isCleaned = settings.isCleaned && pair.method is any PixelChangeMethod
    self.clues = clues
    self.mask = mask
    report.pixels = plan.columns * plan.rows
    report.ruleSet = pair.method.ruleSet
    report.blocks = plan.count
  }

  /// Takes the next block in reading order.
  mutating func append(_ product: DiffWorker.Product) throws(TiankanError) {
    before += product.before
    after += product.after
    report.usablePixels += product.usablePixels
    report.outsideBlocks += product.isOutside ? 1 : 0
    report.hiddenBlocks += product.isHidden && !product.isOutside ? 1 : 0
    let window = product.window
    if window.column == 0 {
      // The rows above are done but for those that the cleaner still needs.
      rows.advance(to: max(0, window.row - MaskCleaner.lag)..<window.endRow)
    }
    product.block.content.withLock { block in
      rows.place(block, column: window.column, row: window.row)
    }
    store.give(product.block)
    guard window.endColumn == plan.columns else { return }
    for row in window.row..<window.endRow { try clean(row) }
  }

  /// Completes the last regions and puts the files in their places.
  consuming func finish(
    notices: [String], scenes: (QualityCounts, QualityCounts) -> [SceneRecord],
    run: (DiffReport) -> [(name: String, value: String)], refusals: [Refusal]
  ) throws(TiankanError) -> DiffReport {
    if isCleaned {
      try Self.finish(&cleaner, rows: rows, count: plan.rows, builder: &builder, mask: &mask)
      try takeComplete()
    }
    builder.finish()
    try takeComplete()
    report.units = unitTotals.sorted {
      ($1.value.squareMetres, $0.key) < ($0.value.squareMetres, $1.key)
    }.map(\.value)
    report.refusals = refusals
    report.notices = notices + closingNotices
    try clues.finish(
      scenes: scenes(before, after), run: run(report), refusals: refusals)
    if let mask = mask.take() { try mask.finish() }
    return report
  }

  /// What only the result shows.
  private var closingNotices: [String] {
    var notices: [String] = []
    if builder.cutCount > 0 {
      notices.append(
        "regions with millions of corners were cut \(builder.cutCount) times; their pieces are clues of their own"
      )
    }
    return notices
  }

  /// Cleans one row and passes on the row that this completes.
  private mutating func clean(_ row: Int) throws(TiankanError) {
    if isCleaned {
      try Self.clean(row, of: rows, cleaner: &cleaner, builder: &builder, mask: &mask)
    } else {
      try Self.add(row, of: rows, builder: &builder, mask: &mask)
    }
    try takeComplete()
  }

  private static func clean(
    _ row: Int, of rows: borrowing ChangeRows, cleaner: inout MaskCleaner,
    builder: inout RegionBuilder, mask: inout MaskRows?
  ) throws(TiankanError) {
    try cleaner.append(rows.state(row: row)) { (row, states) throws(TiankanError) in
      try mask?.append(states)
      builder.append(row: row, state: states, evidence: rows)
    }
  }

  private static func finish(
    _ cleaner: inout MaskCleaner, rows: borrowing ChangeRows, count: Int,
    builder: inout RegionBuilder, mask: inout MaskRows?
  ) throws(TiankanError) {
    try cleaner.finish { (row, states) throws(TiankanError) in
      guard row < count else { return }
      try mask?.append(states)
      builder.append(row: row, state: states, evidence: rows)
    }
  }

  /// Adds a final row of states to the mask and to the regions.
  private static func add(
    _ row: Int, of rows: borrowing ChangeRows, builder: inout RegionBuilder,
    mask: inout MaskRows?
  ) throws(TiankanError) {
    try mask?.append(rows.state(row: row))
    builder.append(row: row, state: rows.state(row: row), evidence: rows)
  }

  private mutating func takeComplete() throws(TiankanError) {
    while let emission = builder.next() {
      switch emission {
      case .region(let region): try write(region)
      case .dropped(let region):
        report.droppedRegions += 1
        mask?.clear(region.runs)
      }
    }
  }

  private mutating func write(_ region: consuming Region) throws(TiankanError) {
    var units: Int64 = 0
    for run in region.runs { units += areas.units(of: run) }
    let squareMetres = areas.squareMetres(units)
    let inside = region.position
    let outline = OutlineTracer.outline(of: region.runs).multiPolygon(on: pair.grid)
    // Of a large region the runs take more memory than the outline.
    region.runs = []
    let overlaps = try landUnits.overlaps(of: outline, areaSquareMetres: squareMetres)
    var position = [
      Coordinate(
        x: pair.grid.originX + inside.column * pair.grid.pixelWidth,
        y: pair.grid.originY - inside.row * pair.grid.pixelHeight)
    ]
    try geographic.transform.transform(&position)
    let dates = (pair.before.acquisition.sensed?.date, pair.after.acquisition.sensed?.date)
    let clue = Clue(
      key: ClueKey(
        tile: pair.after.acquisition.tile, kind: pair.kind, firstDate: dates.1,
        row: region.anchorRow, column: region.anchorColumn),
      detectionState: .first, dateBefore: dates.0, dateAfter: dates.1,
      pixelCount: region.pixelCount, squareMetres: squareMetres, outline: outline,
      position: position[0],
      evidence: zip(pair.method.evidence, region.sums).map { kind, sum in
        Clue.Evidence(name: kind.rawValue, mean: sum.mean.map { $0 / kind.scale })
      },
      overlaps: overlaps.map { overlap in
        let unit = landUnits.units[overlap.unit]
        return ClueOverlap(
          layer: unit.layer, unit: unit.id, name: unit.name ?? "",
          squareMetres: overlap.squareMetres, shareOfClue: overlap.shareOfClue,
          shareOfUnit: overlap.shareOfUnit)
      })
    try clues.append(clue)
    report.clues += 1
    report.changedPixels += region.pixelCount
    report.squareMetres += squareMetres
    for (overlap, named) in zip(overlaps, clue.overlaps) {
      var total =
        unitTotals[overlap.unit]
        ?? DiffReport.UnitTotal(
          layer: named.layer, unit: named.unit, name: named.name, clues: 0, squareMetres: 0)
      total.clues += 1
      total.squareMetres += named.squareMetres
      unitTotals[overlap.unit] = total
    }
  }
}
