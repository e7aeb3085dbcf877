import Imagery
import TestSupport

@testable import ChangeDetection

/// One value of each index, as plain numbers; soil is nil where the sensor has no short-wave infrared.
struct Look {
  var ndvi: Double
  var soil: Double?
  var brightness: Double
  var water = -0.4

  func value(of index: SeriesIndex) -> Double? {
    switch index {
    case .vegetation: ndvi
    case .soil: soil
    case .brightness: brightness
    case .water: water
    }
  }

  static let forest = Look(ndvi: 0.85, soil: -0.30, brightness: 0.03)
  static let crop = Look(ndvi: 0.80, soil: -0.30, brightness: 0.04)
  static let field = Look(ndvi: 0.15, soil: 0.25, brightness: 0.08)
  static let film = Look(ndvi: 0.12, soil: 0.12, brightness: 0.13, water: -0.2)
  static let site = Look(ndvi: 0.10, soil: 0.28, brightness: 0.15)
  static let flood = Look(ndvi: 0.05, soil: -0.10, brightness: 0.05, water: 0.3)
  static let cloud = Look(ndvi: 0.05, soil: -0.05, brightness: 0.45, water: 0.05)
}

/// Builds blocks of generated series.
enum PixelSeriesFactory {
  /// Every `step` days from 1 January 2021 on.
  static func dates(years: Int, step: Int = 12) -> [SeriesDate] {
    stride(from: 0, to: years * 365, by: step).map { offset in
      SeriesDate(CalendarDate(dayNumber: 18_628 + offset))
    }
  }

  static func date(_ text: String) -> Int { CalendarDate(text)?.dayNumber ?? 0 }

  /// A crop that is green from May to September and bare otherwise.
  static func farmed(_ date: CalendarDate) -> Look {
    (5...9).contains(date.parts.month) ? .crop : .field
  }

  /// A block whose pixels follow `look`; nil is a cloud that the mask takes away.
  static func block(
    dates: [SeriesDate], width: Int = 1, height: Int = 1, cropland: UInt8? = nil,
    look: (CalendarDate, Int) -> Look?
  ) -> SeriesBlock {
    var block = SeriesBlock(width: width, height: height, dates: dates)
    func stored(_ value: Double?) -> Int16 {
      value.map { IndexValue.stored(scaled: $0 * 10_000) } ?? IndexValue.noData
    }
    for (position, date) in dates.enumerated() {
      let looks = (0..<width * height).map { look(date.date, $0) }
      let usable = looks.map { $0 == nil ? UInt8(0) : 1 }
      for index in SeriesIndex.allCases {
        let plane = looks.map { look in stored(look.flatMap { $0.value(of: index) }) }
        block.fill(index, date: position, from: plane.span, usable: usable.span)
      }
    }
    if let cropland {
      block.setCropland(from: Array(repeating: cropland, count: width * height).span)
    }
    return block
  }
}

/// What a pixel of a finding tells, for comparison.
struct PixelFinding: Equatable {
  var status: UInt8
  var hits: UInt8
  var clear: UInt8
  var days: [UInt16]
  var measures: [Int16]

  init(_ block: borrowing ConstructionBlock, _ pixel: Int = 0) {
    status = block.status[pixel]
    hits = block.hits[pixel]
    clear = block.clearObservations[pixel]
    days = []
    measures = []
    for milestone in ConstructionBlock.Milestone.allCases {
      days.append(block.day(of: milestone)[pixel])
    }
    for measure in ConstructionBlock.Measure.allCases {
      measures.append(block.measure(measure)[pixel])
    }
  }
}
