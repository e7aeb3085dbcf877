import ChangeDetection
import Imagery

/// The 48 numbers of an observation in one fixed order: clear share, ten indices by mean, median and quartiles, five cover
/// classes, bare and water share. State and spool write them so.
extension UnitObservation {
  static let numberCount = 48

  /// The number at a position.
  func number(at position: Int) -> Int16 {
    switch position {
    case 0: clearShare
    case 46: bareShare
    case 47: waterShare
    case 41..<46: coverClasses[position - 41]
    default: index(at: (position - 1) / 4).number(at: (position - 1) % 4)
    }
  }

  /// Sets all numbers but the clear share.
  mutating func setNumbers(_ value: (Int) -> Int16) {
    for position in 0..<10 {
      let first = 1 + 4 * position
      setIndex(
        IndexSummary(
          mean: value(first), median: value(first + 1), lowerQuartile: value(first + 2),
          upperQuartile: value(first + 3)), at: position)
    }
    for lane in 0..<5 { coverClasses[lane] = value(41 + lane) }
    bareShare = value(46)
    waterShare = value(47)
  }

  /// The index at a position of the fixed order.
  func index(at position: Int) -> IndexSummary {
    switch position {
    case 0: ndvi
    case 1: bsi
    case 2: ndmi
    case 3: mndwi
    case 4: ndwi
    case 5: tillage
    case 6: nbr
    case 7: brightness
    case 8: redness
    default: cover
    }
  }

  /// Sets the index at a position of the fixed order.
  mutating func setIndex(_ summary: IndexSummary, at position: Int) {
    switch position {
    case 0: ndvi = summary
    case 1: bsi = summary
    case 2: ndmi = summary
    case 3: mndwi = summary
    case 4: ndwi = summary
    case 5: tillage = summary
    case 6: nbr = summary
    case 7: brightness = summary
    case 8: redness = summary
    default: cover = summary
    }
  }
}

extension IndexSummary {
  fileprivate func number(at position: Int) -> Int16 {
    switch position {
    case 0: mean
    case 1: median
    case 2: lowerQuartile
    default: upperQuartile
    }
  }
}
