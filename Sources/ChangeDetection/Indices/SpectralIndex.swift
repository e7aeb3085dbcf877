public import Imagery

/// A spectral index: a formula that turns the bands of one date into one number per pixel.
///
/// The raw value is the name on the command line and in file names. B, G, R, E, N, S1, S2 in `formula` are blue,
/// green, red, red edge, near infrared and the two short-wave infrared bands. Values are stored as `IndexValue`.
public enum SpectralIndex: String, CaseIterable, Hashable, Sendable, Codable {
  case ndvi, evi2, savi, osavi, msavi, kndvi
  case ndbi, bsi, dbsi, ndmi, nbr, mndwi, ndwi
  /// The tillage index, not the turbidity index that shares its short name.
  case ndtiTillage = "ndti_till"
  case fvc, brightness
  case pisi, bixs
  /// The redness index (R − G)/(R + G).
  case redness = "ri"
  case exg, ndre
}

extension SpectralIndex {
  /// The bands the formula reads, in the order of its operands.
  public var requiredRoles: [BandRole] {
    switch self {
    case .ndvi, .evi2, .savi, .osavi, .msavi, .kndvi, .fvc: [.nir, .red]
    case .ndbi: [.swir1, .nir]
    case .bsi: [.swir1, .red, .nir, .blue]
    case .dbsi: [.swir1, .green, .nir, .red]
    case .ndmi: [.nir, .swir1]
    case .nbr: [.nir, .swir2]
    case .mndwi: [.green, .swir1]
    case .ndwi: [.green, .nir]
    case .ndtiTillage: [.swir1, .swir2]
    case .brightness: [.blue, .green, .red]
    case .pisi: [.blue, .nir]
    case .bixs: [.green, .red]
    case .redness: [.red, .green]
    case .exg: [.green, .red, .blue]
    case .ndre: [.nir, .rededge]
    }
  }

  /// Whether the formula has a constant in units of reflectance, so that relative digital numbers give no meaning.
  ///
  /// The other formulas are ratios, which a common factor of all bands leaves unchanged.
  public var needsReflectance: Bool {
    switch self {
    case .evi2, .savi, .osavi, .msavi, .brightness, .pisi, .bixs, .exg: true
    case .ndvi, .kndvi, .ndbi, .bsi, .dbsi, .ndmi, .nbr, .mndwi, .ndwi, .ndtiTillage, .fvc,
      .redness, .ndre:
      false
    }
  }
}
