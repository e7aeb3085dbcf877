import ChangeDetection
import Imagery
import Reporting

/// What a map tile shows of a day.
enum MapProduct: String, CaseIterable, Sendable {
  case trueColor = "true_color"
  case colorInfrared = "color_infrared"
  case shortWave = "short_wave"
  case ndvi, bsi, ndmi, mndwi, nbr
  case quality, change

  /// The bands of a colour picture.
  var composite: CompositeBands? {
    switch self {
    case .trueColor: .trueColor
    case .colorInfrared: .colorInfrared
    case .shortWave: .shortWave
    default: nil
    }
  }

  /// The index of an index picture.
  var index: SpectralIndex? {
    switch self {
    case .ndvi, .change: .ndvi
    case .bsi: .bsi
    case .ndmi: .ndmi
    case .mndwi: .mndwi
    case .nbr: .nbr
    default: nil
    }
  }

  /// The values of the ramp's ends.
  var range: (lower: Double, upper: Double)? {
    switch self {
    case .ndvi: (-0.2, 0.9)
    case .bsi: (-0.5, 0.4)
    case .ndmi, .mndwi, .nbr: (-0.6, 0.8)
    case .change: (-0.6, 0.6)
    default: nil
    }
  }

  /// The bands that must be there.
  var roles: [BandRole] { composite?.roles ?? index?.requiredRoles ?? [] }

  /// Whether a scene has what it takes.
  func isPossible(with scene: Scene) -> Bool {
    self == .quality ? scene.quality != nil : scene.roles.isSuperset(of: roles)
  }

  /// The title in both languages.
  var title: (chinese: String, english: String) {
    switch self {
    case .trueColor: ("真彩色", "true colour")
    case .colorInfrared: ("彩色红外", "colour infrared")
    case .shortWave: ("短波红外", "short-wave infrared")
    case .ndvi: ("植被指数 NDVI", "vegetation index NDVI")
    case .bsi: ("裸土指数 BSI", "bare soil index BSI")
    case .ndmi: ("水分指数 NDMI", "moisture index NDMI")
    case .mndwi: ("水体指数 MNDWI", "water index MNDWI")
    case .nbr: ("燃烧指数 NBR", "burn ratio NBR")
    case .quality: ("云和云影", "cloud and shadow")
    case .change: ("较上年同期变化", "difference to the year before")
    }
  }
}
