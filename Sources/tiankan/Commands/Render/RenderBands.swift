import ArgumentParser
import Reporting

/// The colour pictures on the command line.
enum RenderBands: String, ExpressibleByArgument, CaseIterable {
  case trueColor = "true-color"
  case colorInfrared = "color-infrared"
  case shortWave = "short-wave"

  var composite: CompositeBands {
    switch self {
    case .trueColor: .trueColor
    case .colorInfrared: .colorInfrared
    case .shortWave: .shortWave
    }
  }
}
