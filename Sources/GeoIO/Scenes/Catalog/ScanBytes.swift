import Foundation
import Imagery

/// Scenes as bytes, without loss: numbers of eight bytes, little-endian; texts with their length before them; each CRS once.
enum ScanBytes {
  struct Writer {
    private(set) var bytes: [UInt8] = []
    private var systems: [CoordinateReferenceSystem: Int] = [:]

    mutating func put(_ number: Int) { bytes.append(number: number) }
    mutating func put(_ number: Double) { bytes.append(number: number.bitPattern) }
    mutating func put(_ text: String) {
      put(text.utf8.count)
      bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ text: String?) {
      put(text == nil ? 0 : 1)
      if let text { put(text) }
    }

    mutating func put(_ scene: Scene) {
      put(scene.name)
      let acquisition = scene.acquisition
      for text in [acquisition.platform, acquisition.sensor, acquisition.tile] { put(text) }
      put(acquisition.sensed.map { "\($0)" })
      for text in [scene.version.baseline, scene.version.processed, scene.profile] { put(text) }
      put(scene.bands.count)
      for (role, source) in scene.bands.sorted(by: { $0.key < $1.key }) {
        put(role.rawValue)
        put(source)
      }
      put(scene.quality == nil ? 0 : 1)
      if let quality = scene.quality {
        put(quality.source)
        put(quality.rule.classes)
        put(quality.rule.bits)
        put(quality.rule.growth)
      }
      put(scene.isCalibrated ? 1 : 0)
      put(scene.notices.count)
      for notice in scene.notices { put(notice) }
    }

    private mutating func put(_ source: BandSource) {
      put(source.path)
      put(source.band)
      put(source.name)
      put(source.scaling.offset)
      put(source.scaling.unit)
      put(source.noData == nil ? 0 : 1)
      if let noData = source.noData { put(noData) }
      let grid = source.grid
      put(grid.crs)
      for number in [grid.originX, grid.originY, grid.pixelWidth, grid.pixelHeight] { put(number) }
      put(grid.columns)
      put(grid.rows)
    }

    /// The number of the CRS, and the CRS itself where it is new.
    private mutating func put(_ system: CoordinateReferenceSystem) {
      if let number = systems[system] { return put(number) }
      put(systems.count)
      systems[system] = systems.count
      put(system.wkt)
      put(system.authorityCode)
      put(system.name)
      put(system.kind.rawValue)
    }

    private mutating func put(_ meanings: [Int: QualityRule.Condition]) {
      put(meanings.count)
      for (number, condition) in meanings.sorted(by: { $0.key < $1.key }) {
        put(number)
        put(condition.rawValue)
      }
    }
  }

  /// Gives nil from the first place on where bytes are not what was written.
  struct Reader {
    private let bytes: [UInt8]
    private var place = 0
    private var systems: [CoordinateReferenceSystem] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() -> Int? {
      guard place + 8 <= bytes.count else { return nil }
      defer { place += 8 }
      return bytes.number(at: place)
    }

    /// A number of things that follow, each of which has a byte at least.
    mutating func count() -> Int? {
      number().flatMap { (0...bytes.count - place).contains($0) ? $0 : nil }
    }

    mutating func double() -> Double? {
      number().map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
    }

    mutating func text() -> String? {
      guard let count = count() else { return nil }
      defer { place += count }
      return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    mutating func texts() -> [String]? {
      guard let count = count() else { return nil }
      var all: [String] = []
      for _ in 0..<count {
        guard let text = text() else { return nil }
        all.append(text)
      }
      return all
    }

    mutating func scene() -> Scene? {
      guard let name = text(), let platform = text(), let sensor = text(), let tile = text(),
        let hasTime = number(), let sensed = hasTime == 0 ? "" : text(), let baseline = text(),
        let processed = text(), let profile = text(), let bandCount = count()
      else { return nil }
      var bands: [BandRole: BandSource] = [:]
      for _ in 0..<bandCount {
        guard let role = text().flatMap({ BandRole(rawValue: $0) }), let source = source() else {
          return nil
        }
        bands[role] = source
      }
      guard let hasQuality = number() else { return nil }
      var quality: Scene.Quality?
      if hasQuality != 0 {
        guard let source = source(), let classes = meanings(), let bits = meanings(),
          let growth = double()
        else { return nil }
        quality = Scene.Quality(
          source: source, rule: QualityRule(classes: classes, bits: bits, growth: growth))
      }
      guard let isCalibrated = number(), let notices = texts() else { return nil }
      let time = SensingTime(sensed)
      guard hasTime == 0 || time != nil else { return nil }
      return Scene(
        name: name,
        acquisition: AcquisitionID(platform: platform, sensor: sensor, tile: tile, sensed: time),
        version: ProductVersion(baseline: baseline, processed: processed), profile: profile,
        bands: bands, quality: quality, isCalibrated: isCalibrated != 0, notices: notices)
    }

    private mutating func source() -> BandSource? {
      guard let path = text(), let band = number(), let name = text(), let offset = double(),
        let unit = double(), let hasNoData = number(), let noData = hasNoData == 0 ? 0 : double(),
        let crs = system(), let originX = double(), let originY = double(),
        let pixelWidth = double(), let pixelHeight = double(), let columns = number(),
        let rows = number(), pixelWidth > 0, pixelHeight > 0, columns > 0, rows > 0
      else { return nil }
      return BandSource(
        path: path, band: band, name: name, scaling: BandScaling(offset: offset, unit: unit),
        noData: hasNoData == 0 ? nil : noData,
        grid: Grid(
          crs: crs, originX: originX, originY: originY, pixelWidth: pixelWidth,
          pixelHeight: pixelHeight, columns: columns, rows: rows))
    }

    private mutating func system() -> CoordinateReferenceSystem? {
      guard let number = number() else { return nil }
      if systems.indices.contains(number) { return systems[number] }
      guard number == systems.count, let wkt = text(), let hasCode = self.number(),
        let code = hasCode == 0 ? "" : text(), let name = text(),
        let kind = text().flatMap({ CoordinateReferenceSystem.Kind(rawValue: $0) })
      else { return nil }
      let system = CoordinateReferenceSystem(
        wkt: wkt, authorityCode: hasCode == 0 ? nil : code, name: name, kind: kind)
      systems.append(system)
      return system
    }

    private mutating func meanings() -> [Int: QualityRule.Condition]? {
      guard let count = count() else { return nil }
      var all: [Int: QualityRule.Condition] = [:]
      for _ in 0..<count {
        guard let key = number(),
          let condition = text().flatMap({ QualityRule.Condition(rawValue: $0) })
        else { return nil }
        all[key] = condition
      }
      return all
    }
  }
}
