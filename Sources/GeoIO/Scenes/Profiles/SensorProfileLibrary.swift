public import Diagnostics
public import Foundation

/// The sensor profiles that a run knows: those of the installation and those that the user adds.
///
/// A profile of the same name that is added later replaces the earlier one, so that a province can correct a built-in
/// profile without touching the installation.
public struct SensorProfileLibrary: Sendable {
  /// The profiles, sorted by name.
  public private(set) var profiles: [SensorProfile]

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
    try add(Self.builtInFolder(environment: environment))
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
      profiles.removeAll { $0.name == profile.name }
      profiles.append(profile)
    }
    profiles.sort { $0.name < $1.name }
  }
}

extension SensorProfileLibrary {
  /// The folder of the built-in profiles: `$TIANKAN_RESOURCES/sensors` where the variable is set, else `sensors` beside
  /// the executable, `../share/tiankan/sensors` from it, or the resource bundle of the build.
  static func builtInFolder(environment: [String: String]) throws(TiankanError) -> String {
    var tried: [String] = []
    func isUsable(_ folder: String) -> Bool {
      tried.append(folder)
      return FileManager.default.fileExists(atPath: folder + "/generic.yaml")
    }
    if let root = environment["TIANKAN_RESOURCES"], !root.isEmpty {
      if isUsable("\(root)/sensors") { return "\(root)/sensors" }
    } else {
      if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() {
        let folder = executable.deletingLastPathComponent()
        for candidate in [
          folder.appending(path: "sensors").path,
          folder.deletingLastPathComponent().appending(path: "share/tiankan/sensors").path,
        ] where isUsable(candidate) { return candidate }
        // Bundle.module stops the program where its bundle is missing, so the bundle is looked for first.
        let bundle = folder.appending(path: "tiankan_GeoIO.resources/sensors").path
        if isUsable(bundle) { return bundle }
      }
      let module = Bundle.module.bundlePath + "/sensors"
      if isUsable(module) { return module }
    }
    throw TiankanError(
      .installation,
      "the built-in sensor profiles were not found; set TIANKAN_RESOURCES to the folder that holds "
        + "sensors/, or install them to ../share/tiankan/sensors from the program",
      cause: "looked in \(tried.joined(separator: ", "))")
  }
}
