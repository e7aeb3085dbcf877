public import Diagnostics
import Foundation
import GeoIO

extension ServiceConfiguration {
  private static let keys = [
    "version", "users", "listen", "tls", "behind_proxy", "photos", "county_sees", "session",
    "oidc", "rasters", "limits",
  ]

  /// Reads a file; paths count from its folder.
  ///
  /// - Throws: `.notFound`, `.malformed` with file, line and key.
  public init(reading path: String) throws(TiankanError) {
    var root = try YAMLMapping(file: path)
    let parent = (path as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    self.init(folder: folder)
    guard try root.integer("version") == 1 else {
      throw root.problem("version", "this program reads version 1")
    }
    func resolved(_ path: String) -> String {
      path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }
    if let file = try root.text("users") { users = resolved(file) }
    if let folder = try root.text("photos") { photos = resolved(folder) }
    if let address = try root.text("listen") {
      do throws(TiankanError) {
        try listen(on: address)
      } catch {
        throw root.problem("listen", error.message)
      }
    }
    isBehindProxy = try root.flag("behind_proxy") ?? false
    if var part = try root.mapping("tls") {
      tls = TLS(
        certificate: resolved(try part.required("certificate")),
        key: resolved(try part.required("key")))
      try part.finish(known: ["certificate", "key"])
    }
    if let sight = try root.text("county_sees") {
      guard ["issued", "all"].contains(sight) else {
        throw root.problem("county_sees", "\(sight) is neither issued nor all")
      }
      countiesSeeAll = sight == "all"
    }
    try readSession(&root)
    if var part = try root.mapping("oidc") {
      var settings = SignOn(
        issuer: try part.required("issuer"), audience: try part.required("audience"),
        keys: resolved(try part.required("keys")))
      settings.roleClaim = try part.text("role_claim") ?? settings.roleClaim
      settings.countyClaim = try part.text("county_claim") ?? settings.countyClaim
      settings.nameClaim = try part.text("name_claim") ?? settings.nameClaim
      try part.finish(
        known: ["issuer", "audience", "keys", "role_claim", "county_claim", "name_claim"])
      signOn = settings
    }
    for var part in try root.mappings("rasters") {
      rasters.append(try Self.raster(&part, resolved))
    }
    try readLimits(&root)
    try root.finish(known: Self.keys)
  }

  /// Takes an address and port: `127.0.0.1:8080`, `[::1]:8080`.
  ///
  /// - Throws: `.usage`.
  public mutating func listen(on address: String) throws(TiankanError) {
    guard let mark = address.lastIndex(of: ":"),
      let number = Int(address[address.index(after: mark)...]), (0...65_535).contains(number),
      mark != address.startIndex
    else {
      throw TiankanError(
        .usage, "give address and port, such as 127.0.0.1:8080", subject: address)
    }
    host = address[..<mark].trimmingCharacters(in: ["[", "]"])
    port = number
  }

  /// Refuses to send passwords and sessions over a network in the clear.
  ///
  /// - Throws: `.usage`.
  public func checkSafety() throws(TiankanError) {
    let isLocal = host == "::1" || host == "localhost" || host.hasPrefix("127.")
    guard isSecure || isLocal else {
      throw TiankanError(
        .usage,
        "without TLS the service listens on a loopback address only; add tls: {certificate, key}, or behind_proxy: true where a proxy ends TLS",
        subject: "\(host):\(port)")
    }
  }

  private mutating func readSession(_ root: inout YAMLMapping) throws(TiankanError) {
    guard var part = try root.mapping("session") else { return }
    session.hours = try part.number("hours") ?? session.hours
    session.idleMinutes = try part.number("idle_minutes") ?? session.idleMinutes
    guard session.hours > 0, session.hours <= 168, session.idleMinutes > 0 else {
      throw part.problem("hours", "a session lasts more than 0 and at most 168 hours")
    }
    try part.finish(known: ["hours", "idle_minutes"])
  }

  private static func raster(
    _ part: inout YAMLMapping, _ resolved: (String) -> String
  ) throws(TiankanError) -> RasterSource {
    let id = try part.required("id")
    guard (1...40).contains(id.count),
      id.utf8.allSatisfy({
        $0 == 45 || $0 == 95 || (48...57).contains($0) || (97...122).contains($0)
      })
    else {
      throw part.problem("id", "an id has small letters, digits, - and _, at most 40")
    }
    let word = try part.text("ramp") ?? "index"
    guard let ramp = RasterSource.Ramp(rawValue: word) else {
      throw part.problem("ramp", "\(word) is none of index, difference, mask")
    }
    let raster = RasterSource(
      id: id, file: resolved(try part.required("file")), band: try part.integer("band") ?? 1,
      ramp: ramp, titleChinese: try part.text("title_zh") ?? id,
      titleEnglish: try part.text("title_en") ?? id)
    try part.finish(known: ["id", "file", "band", "ramp", "title_zh", "title_en"])
    return raster
  }

  private mutating func readLimits(_ root: inout YAMLMapping) throws(TiankanError) {
    guard var part = try root.mapping("limits") else { return }
    let whole: [(String, WritableKeyPath<Limits, Int>, ClosedRange<Int>)] = [
      ("workers", \.workers, 1...64), ("requests_per_minute", \.requestsPerMinute, 1...1_000_000),
      ("logins_per_minute", \.loginsPerMinute, 1...10_000),
      ("photos_per_clue", \.photosPerEntry, 0...200), ("connections", \.connections, 1...100_000),
      ("idle_seconds", \.idleSeconds, 1...600),
    ]
    for (key, path, range) in whole {
      guard let number = try part.integer(key) else { continue }
      guard range.contains(number) else {
        throw part.problem(key, "a number from \(range.lowerBound) to \(range.upperBound)")
      }
      limits[keyPath: path] = number
    }
    let sizes: [(String, WritableKeyPath<Limits, Int>)] = [
      ("body", \.body), ("photo", \.photo), ("cache", \.cache),
    ]
    for (key, path) in sizes {
      guard let text = try part.text(key) else { continue }
      guard let bytes = Self.bytes(text) else {
        throw part.problem(key, "a size such as 16MB from 1KB to 4GB")
      }
      limits[keyPath: path] = bytes
    }
    try part.finish(known: whole.map(\.0) + sizes.map(\.0))
  }

  private static func bytes(_ text: String) -> Int? {
    let units = [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)]
    guard let unit = units.first(where: { text.hasSuffix($0.0) }),
      let number = Double(text.dropLast(2)), number > 0
    else { return nil }
    let bytes = number * Double(unit.1)
    return bytes >= 1024 && bytes <= Double(4 << 30) ? Int(bytes) : nil
  }
}
