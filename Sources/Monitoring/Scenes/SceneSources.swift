public import Diagnostics
import Foundation
import GeoIO
public import Imagery

/// The scenes of catalogs, folders and single scenes, as configurations and command lines name them.
public enum SceneSources {
  /// Opens them; what cannot be used is listed. Superseded products are left out: the ledger rests on the others.
  ///
  /// - Parameter paths: Catalogs that `scan` wrote, folders of scenes, scenes.
  /// - Throws: Only what is no matter of one input, such as a damaged installation.
  public static func open(
    _ paths: [String]
  ) throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    try open(paths, library: try SensorProfileLibrary(), memory: nil)
  }

  /// Opens the scenes of an area; those that its last run found, and that have not changed since, as the run wrote them down.
  ///
  /// - Parameter version: The program's version; what another version wrote down is not used.
  /// - Throws: Only what is no matter of one input, such as a damaged installation.
  public static func open(
    _ area: Configuration, version: String
  ) throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    let library = try SensorProfileLibrary()
    // A run names folders as its configuration was named, which a nightly job names in full.
    let paths = area.scenes.map {
      $0.hasPrefix("/") ? $0 : URL(filePath: $0).standardizedFileURL.path
    }
    return try open(
      paths, library: library, memory: memory(of: area, version: version, library))
  }

  /// What the runs of an area know of its scenes.
  static func memory(
    of area: Configuration, version: String, _ library: SensorProfileLibrary
  ) -> ScanMemory {
    ScanMemory("\(area.state)/scenes.bin", program: version, library: library)
  }

  private static func open(
    _ paths: [String], library: SensorProfileLibrary, memory: ScanMemory?
  ) throws(TiankanError) -> (scenes: [Scene], refusals: [Refusal]) {
    let recognizer = SceneRecognizer(library: library)
    var found: [Scene] = []
    var refusals: [Refusal] = []
    for path in paths {
      do throws(TiankanError) {
        if path.lowercased().hasSuffix(".json") {
          let catalog = try SceneCatalog(
            reading: path, recognizer: recognizer, memory: memory)
          found += catalog.currentScenes
          refusals += catalog.refusals
        } else if isFolderOfScenes(path) {
          let catalog = try SceneCatalog.scan(
            [path], recognizer: recognizer, memory: memory)
          found += catalog.currentScenes
          refusals += catalog.refusals
        } else {
          found.append(try recognizer.scene(at: path, options: SceneOptions()))
        }
      } catch {
        guard isInputFailure(error) else { throw error }
        refusals.append(Refusal(error, subject: path))
      }
    }
    return (found, refusals)
  }

  private static func isInputFailure(_ error: TiankanError) -> Bool {
    switch error.code {
    case .usage, .notBuilt, .locked, .bug, .outputFailed, .diskFull, .installation, .interrupted:
      false
    default: true
    }
  }

  /// Whether a path is a folder that holds folders of scenes, as configurations name them.
  private static func isFolderOfScenes(_ path: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return !path.uppercased().hasSuffix(".SAFE")
      && names.contains { name in
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return attributes?[.type] as? FileAttributeType == .typeDirectory
      }
  }
}
