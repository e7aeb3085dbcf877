import Imagery

@testable import ChangeDetection

/// A simulated pair (模拟数据): fields of three crops, a town, woods and a river with noise; a new site among the fields.
///
/// Reflectances are round numbers of the sort that Sentinel-2 shows over such ground; they stand for no place.
struct SimulatedPair {
  /// What happens to part of the ground besides the site; `SurpriseCommandTests` has more of them.
  enum Event: String, CaseIterable {
    case nothing, ploughing
  }

  static let side = 192
  static let site = Window(column: 100, row: 60, width: 24, height: 18)
  static let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]

  /// Reflectance × 10000 of blue, green, red, near infrared, short-wave infrared twice.
  typealias Ground = [Double]
  static let crop: Ground = [420, 720, 480, 3600, 1900, 1000]
  static let young: Ground = [620, 880, 900, 2300, 2300, 1500]
  static let soil: Ground = [950, 1250, 1550, 2200, 3000, 2500]
  static let wood: Ground = [300, 480, 330, 3000, 1400, 700]
  static let town: Ground = [1100, 1300, 1400, 2000, 2300, 2100]
  static let water: Ground = [600, 620, 400, 220, 120, 90]
  static let roof: Ground = [2300, 2500, 2600, 2900, 2900, 2700]

  let event: Event
  private var before: [[Float]] = []
  private var after: [[Float]] = []

  init(_ event: Event, hasSite: Bool = true) {
    self.event = event
    var random = SplitMix64(state: 11)
    let count = Self.side * Self.side
    before = [[Float]](repeating: [Float](repeating: 0, count: count), count: Self.roles.count)
    after = before
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let place = row * Self.side + column
        var (first, second) = ground(column, row)
        let field = (row / 26) * 31 + column / 34
        let isField = first == Self.crop || first == Self.young
        // A third of the fields: what happens to crops happens to many of them.
        if event != .nothing, isField, field % 3 == 1 { (first, second) = change(first, second) }
        if hasSite, Self.site.contains(Window(column: column, row: row, width: 1, height: 1)) {
          (first, second) = (Self.young, (column + row) % 7 < 4 ? Self.roof : Self.town)
        }
        let light = 1 + 0.04 * noise(&random)
        let other = 1 + 0.04 * noise(&random)
        for band in Self.roles.indices {
          before[band][place] = Float((first[band] * light + 25 * noise(&random)).rounded())
          after[band][place] = Float((second[band] * other + 25 * noise(&random)).rounded())
        }
      }
    }
  }

  /// Roughly normal noise.
  private func noise(_ random: inout SplitMix64) -> Double {
    var sum = 0.0
    for _ in 0..<4 { sum += Double(random.next() >> 11) / 0x1p53 - 0.5 }
    return sum * 1.7
  }

  private func ground(_ column: Int, _ row: Int) -> (Ground, Ground) {
    if row > 170 { return (Self.water, Self.water) }
    if column > 160 { return (Self.wood, Self.wood.map { $0 * 0.95 }) }
    if column < 40, row < 50 { return (Self.town, Self.town.map { $0 * 1.05 }) }
    // Season: one of the crops grows, the other is as it was.
    let field = (row / 26) * 31 + column / 34
    return field % 2 == 0 ? (Self.crop, Self.crop) : (Self.young, Self.crop)
  }

  private func change(_ first: Ground, _ second: Ground) -> (Ground, Ground) {
    event == .ploughing ? (first, Self.soil) : (first, second)
  }

  /// The bands of a date, and where it shows the ground.
  struct Part: ~Copyable {
    var stack: BandStack
    var usable: Raster<UInt8>
  }

  /// A date in a window, which may reach outside; no data there.
  func stack(_ date: PairDate, _ window: Window) -> Part {
    let numbers = date == .before ? before : after
    var usable = Raster<UInt8>(width: window.width, height: window.height)
    var planes = [[Float]](
      repeating: [Float](repeating: .nan, count: window.pixelCount), count: Self.roles.count)
    for row in 0..<window.height {
      for column in 0..<window.width {
        let (r, c) = (window.row + row, window.column + column)
        guard r >= 0, c >= 0, r < Self.side, c < Self.side else { continue }
        usable[column, row] = 1
        for band in planes.indices {
          planes[band][row * window.width + column] = numbers[band][r * Self.side + c]
        }
      }
    }
    return Part(
      stack: StackFactory.stack(Array(zip(Self.roles, planes)), width: window.width), usable: usable
    )
  }
}
