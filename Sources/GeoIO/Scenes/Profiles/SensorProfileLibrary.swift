public import Diagnostics
public import Foundation

/// The sensor profiles that a run knows: those of the installation and those that the user adds.
///
/// A profile of the same name that is added later replaces the earlier one, so that a province can correct a built-in
/// profile without touching the installation.
public struct SensorProfileLibrary: Sendable {
  /// The profiles, sorted by name.
  public private(set) var profiles: [SensorProfile]
  /// The content of the files that were read, by which a library is known again.
  private(set) var fingerprint = ""

  /// Reads the built-in profiles and then `extra`.
  ///
  /// - Parameters:
  ///   - extra: Files (`*.yaml`) or folders of such files, as `--sensor path/to/file.yaml` names them.
  ///   - environment: Where `TIANKAN_RESOURCES` may name the folder of the built-in resources and `TIANKAN_SENSORS`
  ///     further files or folders, separated by `:`.
  /// - Throws: `.installation` where the built-in profiles are not found, `.malformed` with file and line where a
  ///   profile is wrong.
  public init(
    extra: [String] = [],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TiankanError) {
    profiles = []
    try add(
      ResourceFolder.find(
        "sensors", of: "GeoIO", holding: "generic.yaml", environment: environment
      ).path)
    for path in (environment["TIANKAN_SENSORS"] ?? "").split(separator: ":") {
      try add(String(path))
    }
    for path in extra { try add(path) }
  }

  /// A library of given profiles only.
  init(profiles: [SensorProfile]) { self.profiles = profiles.sorted { $0.name < $1.name } }

  /// The profile of a name.
  ///
  /// - Throws: `.usage` with the known names.
  public func profile(named name: String) throws(TiankanError) -> SensorProfile {
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    let known = profiles.map(\.name).joined(separator: ", ")
    throw TiankanError(
      .usage, "there is no sensor profile \(name); known are \(known), or give a profile's file")
  }

  private mutating func add(_ path: String) throws(TiankanError) {
    let listing: [String]
    if try FolderListing.isFolder(path) {
      listing = try FolderListing(path).files
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        .map { "\(path)/\($0)" }
    } else {
      listing = [path]
    }
    for file in listing {
      let profile = try SensorProfile(file: file)
      let content = (try? Data(contentsOf: URL(filePath: file))).map { [UInt8]($0) } ?? []
      fingerprint += "\(content.count):\(ChunkCodec.checksum(content)) "
      profiles.removeAll { $0.name == profile.name }
      profiles.append(profile)
    }
    profiles.sort { $0.name < $1.name }
  }
}
