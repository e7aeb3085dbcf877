import Imagery

@testable import ChangeDetection

/// A simulated pair (模拟数据): fields of three crops, a town, woods and a river with noise; a new site among the fields.
///
/// Reflectances are round numbers of the sort that Sentinel-2 shows over such ground; they stand for no place.
struct SimulatedPair {
  /// What happens to part of the ground besides the site.
  enum Event: String, CaseIterable {
    case nothing, ploughing, harvest, film, flooding, shadow, fallow, drying, tide
  }

  static let side = 320
  static let site = Window(column: 150, row: 100, width: 24, height: 18)
  static let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]

  /// Reflectance × 10000 of blue, green, red, near infrared, short-wave infrared twice.
  typealias Ground = [Double]
  static let crop: Ground = [420, 720, 480, 3600, 1900, 1000]
  static let young: Ground = [620, 880, 900, 2300, 2300, 1500]
  static let soil: Ground = [950, 1250, 1550, 2200, 3000, 2500]
  static let stubble: Ground = [900, 1200, 1500, 2500, 3100, 2300]
  static let wood: Ground = [300, 480, 330, 3000, 1400, 700]
  static let town: Ground = [1100, 1300, 1400, 2000, 2300, 2100]
  static let water: Ground = [600, 620, 400, 220, 120, 90]
  static let roof: Ground = [2300, 2500, 2600, 2900, 2900, 2700]
  static let film: Ground = [1900, 2050, 2150, 2900, 2600, 2100]

  let event: Event
  /// Where the event is.
  private(set) var touched: [Bool] = []
  private var before: [[Float]] = []
  private var after: [[Float]] = []

  init(_ event: Event, hasSite: Bool = true) {
    self.event = event
    var random = SplitMix64(state: 11)
    let count = Self.side * Self.side
    touched = [Bool](repeating: false, count: count)
    before = [[Float]](repeating: [Float](repeating: 0, count: count), count: Self.roles.count)
    after = before
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let place = row * Self.side + column
        var (first, second) = ground(column, row)
        let field = (row / 26) * 31 + column / 34
        let isField = first == Self.crop || first == Self.young
        // A third of the fields: what happens to crops happens to many of them.
        let isTouched = event != .nothing && event != .tide && isField && field % 3 == 1
        touched[place] = isTouched || (event == .tide && first == Self.water)
        if touched[place] { (first, second) = change(first, second, column, row) }
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
    if row > 280 { return (Self.water, Self.water) }
    if column > 260 { return (Self.wood, Self.wood.map { $0 * 0.95 }) }
    if column < 60, row < 120 { return (Self.town, Self.town.map { $0 * 1.05 }) }
    // Season: one of the crops grows, the other is as it was.
    let field = (row / 26) * 31 + column / 34
    return field % 2 == 0 ? (Self.crop, Self.crop) : (Self.young, Self.crop)
  }

  private func change(
    _ first: Ground, _ second: Ground, _ column: Int, _ row: Int
  ) -> (Ground, Ground) {
    switch event {
    case .nothing: (first, second)
    case .ploughing: (first, Self.soil)
    case .harvest: (first, Self.stubble)
    case .film: (Self.soil, column % 3 == 0 ? Self.soil : Self.film)
    case .flooding: (first, Self.water)
    case .shadow: (first, second.map { $0 * 0.55 })
    case .fallow: (first, Self.young)
    case .drying: (Self.water, Self.soil)
    case .tide: (row < 296 ? Self.soil : first, second)
    }
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
