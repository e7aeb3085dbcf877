/// How the service is run: who may come, where it listens, what it may use. Read from YAML and checked as a whole.
///
/// What it shows (the ledger, the scenes, the layers) is the configuration of the monitored area.
public struct ServiceConfiguration: Sendable {
  /// Certificate and key of TLS, PEM files.
  public struct TLS: Sendable {
    /// The chain of certificates, the server's first.
    public var certificate: String
    /// The private key.
    public var key: String
  }

  /// How long logins last.
  public struct Session: Sendable {
    /// Hours from logging in.
    public var hours = 12.0
    /// Minutes without a request.
    public var idleMinutes = 60.0
  }

  /// The identity provider of single sign-on.
  public struct SignOn: Sendable {
    /// What its tokens must name as issuer.
    public var issuer: String
    /// What its tokens must name as audience.
    public var audience: String
    /// The file of its public keys (JWKS).
    public var keys: String
    /// The claim with the role.
    public var roleClaim = "tiankan_role"
    /// The claim with the counties; `*` for all.
    public var countyClaim = "tiankan_counties"
    /// The claim with the name that the journal keeps.
    public var nameClaim = "name"
  }

  /// A raster that is shown besides the scenes.
  public struct RasterSource: Sendable {
    /// What its numbers mean, for the colours.
    public enum Ramp: String, CaseIterable, Sendable {
      /// An index from −0.2 to 0.9.
      case index
      /// A difference around 0.
      case difference
      /// 1 is marked, all else is not.
      case mask
    }

    /// Its name in addresses.
    public var id: String
    /// The file.
    public var file: String
    /// The band, from 1.
    public var band: Int
    /// The colours.
    public var ramp: Ramp
    /// Its title.
    public var titleChinese: String
    /// Its title.
    public var titleEnglish: String
  }

  /// What the service may use, and what clients may.
  public struct Limits: Sendable {
    /// Threads that answer requests.
    public var workers = 4
    /// Requests of one address per minute.
    public var requestsPerMinute = 1200
    /// Attempts to log in of one address, and under one name, per minute.
    public var loginsPerMinute = 10
    /// Bytes of a body that is no photo.
    public var body = 1 << 20
    /// Bytes of a photo.
    public var photo = 16 << 20
    /// Photos of one entry.
    public var photosPerEntry = 20
    /// Connections at once.
    public var connections = 512
    /// Seconds that a client may let a request or a response rest.
    public var idleSeconds = 30
    /// Bytes of answers that are kept.
    public var cache = 128 << 20
  }

  /// The file of users.
  public var users: String
  /// The address that is listened on.
  public var host = "127.0.0.1"
  /// The port.
  public var port = 8080
  /// TLS; nil without.
  public var tls: TLS?
  /// Whether a proxy ends TLS.
  public var isBehindProxy = false
  /// The folder of uploaded photos.
  public var photos: String
  /// Whether users with a county see clues that were not issued.
  public var countiesSeeAll = false
  /// How long logins last.
  public var session = Session()
  /// Single sign-on; nil without.
  public var signOn: SignOn?
  /// Further rasters.
  public var rasters: [RasterSource] = []
  /// What may be used.
  public var limits = Limits()

  /// The defaults, for a folder.
  public init(folder: String) {
    users = "\(folder)/users.yaml"
    photos = "\(folder)/photos"
  }

  /// Whether clients reach the service by `https`.
  var isSecure: Bool { tls != nil || isBehindProxy }
}
