extension SensorProfile {
  /// One way in which files of a sensor lie on disk.
  struct Layout: Sendable, Hashable {
    /// The kinds of layout.
    enum Kind: String, Sendable, CaseIterable {
      /// A folder with a metadata file and one-band files at any depth.
      case product
      /// A folder of one-band files.
      case bands
      /// One file with all bands.
      case multiband
    }

    /// The kind.
    var kind: Kind
    /// The names of the files: of one-band files by their path within the folder (product) or their name (bands), of
    /// the multi-band file by its name.
    var files: NamePattern?
    /// The name of the folder, for what it says of the scene.
    var folder: NamePattern?
    /// The name of the metadata file of a product.
    var metadata: NamePattern?
    /// Bands (or quality names) that must be there before the layout is recognised.
    var needs: [String]
    /// Whether it is tried only where the user or a sidecar names the profile, because its names are too common.
    var isOnlyWhenNamed: Bool
    /// The bands of a multi-band file in order; `-` skips one.
    var order: [String]
  }

  /// Where a product's metadata file states what: keys, with parent elements before a `/` where needed.
  struct MetadataKeys: Sendable, Hashable {
    /// The day or time of sensing.
    var sensed: [String] = []
    /// The time of day, where it stands apart from the day.
    var time: [String] = []
    /// Whether only the day of `sensed` is to be believed, as where the time's zone is not stated.
    var isDayOnly = false
    /// The satellite.
    var platform: [String] = []
    /// The tile, joined by nothing where there are several (WRS path and row).
    var tile: [String] = []
    /// The processing baseline or collection.
    var baseline: [String] = []
    /// The time of processing.
    var processed: [String] = []
    /// The DN that means a reflectance of 1.
    var quantification: [String] = []
    /// What is added to every DN, per band (attribute `band_id`) or for all.
    var offset: [String] = []
    /// The factor of `DN × gain + bias`; `{key}` stands for the band's key.
    var gain: [String] = []
    /// The addend of `DN × gain + bias`.
    var bias: [String] = []
    /// The sun's elevation in degrees; gain and bias are divided by its sine.
    var sunElevation: [String] = []
  }
}
