extension TiankanError {
  /// The kind of a failure: a stable word that programs may compare.
  ///
  /// New codes may be added; a `switch` over codes therefore needs a default.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The stable word, as it stands in logs and JSON.
    public let rawValue: String

    /// Creates a code from its word.
    public init(rawValue: String) { self.rawValue = rawValue }
  }
}

extension TiankanError.Code {
  /// The command line or the configuration asks for something impossible.
  public static let usage = Self(rawValue: "usage")
  /// The request is valid, but not built in this version.
  public static let notBuilt = Self(rawValue: "not-built")

  /// The file or folder does not exist.
  public static let notFound = Self(rawValue: "not-found")
  /// The operating system denies access.
  public static let permission = Self(rawValue: "permission")
  /// The file is damaged: its header or one of its blocks cannot be decoded.
  public static let corrupt = Self(rawValue: "corrupt")
  /// The file is intact but of a kind or variant that cannot be read.
  public static let unsupportedFormat = Self(rawValue: "unsupported-format")
  /// No sensor profile recognises the input.
  public static let unrecognised = Self(rawValue: "unrecognised")
  /// A band the work needs is not there.
  public static let missingBand = Self(rawValue: "missing-band")
  /// The quality layer that the sensor profile requires is not there.
  public static let missingQuality = Self(rawValue: "missing-quality")
  /// No coordinate reference system is given.
  public static let missingCRS = Self(rawValue: "missing-crs")
  /// The coordinate reference system cannot be used for what is asked.
  public static let unsuitableCRS = Self(rawValue: "unsuitable-crs")
  /// The image has sensor geometry only (RPC, ground control points) and must be orthorectified first.
  public static let notOrthorectified = Self(rawValue: "not-orthorectified")
  /// The scale or offset from digital number to reflectance is unknown.
  public static let unknownScaling = Self(rawValue: "unknown-scaling")
  /// The acquisition date is unknown where it is needed.
  public static let unknownDate = Self(rawValue: "unknown-date")
  /// Two inputs do not cover common ground.
  public static let noOverlap = Self(rawValue: "no-overlap")
  /// Two scenes do not lie on each other well enough to be compared.
  public static let misregistered = Self(rawValue: "misregistered")
  /// The same thing is given twice.
  public static let duplicate = Self(rawValue: "duplicate")
  /// There is not one valid pixel or feature in the input.
  public static let empty = Self(rawValue: "empty")
  /// There are too few samples for the error of an estimate to be known.
  public static let insufficientData = Self(rawValue: "insufficient-data")
  /// A layer has lost most of its units since the last run, as an export that failed does.
  public static let layerShrank = Self(rawValue: "layer-shrank")
  /// A geometry is invalid and cannot be repaired without guessing.
  public static let invalidGeometry = Self(rawValue: "invalid-geometry")
  /// A text or field is not encoded or formed as its format demands.
  public static let malformed = Self(rawValue: "malformed")

  /// An output could not be written.
  public static let outputFailed = Self(rawValue: "output-failed")
  /// The disk is full.
  public static let diskFull = Self(rawValue: "disk-full")
  /// Somebody asked the program to stop.
  public static let interrupted = Self(rawValue: "interrupted")
  /// Another run holds the lock.
  public static let locked = Self(rawValue: "locked")
  /// It was changed since it was read; read it again.
  public static let outdated = Self(rawValue: "outdated")
  /// There is more to do than fits; ask again later.
  public static let busy = Self(rawValue: "busy")
  /// A library or a data file of the installation is missing or unusable.
  public static let installation = Self(rawValue: "installation")
  /// A state that cannot occur: a bug in this program.
  public static let bug = Self(rawValue: "bug")
}
