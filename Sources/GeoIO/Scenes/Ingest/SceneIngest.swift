public import Diagnostics
import Foundation
public import Imagery

/// Turns a scene into a folder of one-band files with a STAC item that keeps everything known of it.
///
/// Digital numbers stay what they are; baseline, offset, date, quality rule and notices stand in the item, so that the
/// folder is read as the product was, without its metadata file. How a band's pixels are converted is the caller's
/// choice (a cloud-optimized writer). The folder appears complete or not at all.
public struct SceneIngest: Sendable {
  /// What an ingest made or found.
  public struct Result: Sendable, Hashable {
    /// The folder, named after the acquisition and version.
    public var folder: String
    /// The STAC item in it: the scene's argument for other commands.
    public var item: String
    /// Whether the folder was there already and nothing was done.
    public var wasThere: Bool
  }

  private let library: SensorProfileLibrary

  /// Creates an ingest.
  ///
  /// - Parameter library: The profiles, for the names of instruments.
  public init(library: SensorProfileLibrary) { self.library = library }

  /// Ingests a scene as Cloud-Optimized GeoTIFFs.
  ///
  /// - Parameters:
  ///   - scene: The scene; it must be dated.
  ///   - directory: The existing folder in which the scene's folder is made.
  ///   - threads: The number of threads that compress.
  /// - Throws: as the form with `convert`.
  public func ingest(
    _ scene: Scene, into directory: String, threads: Int = 1
  ) throws(TiankanError) -> Result {
    let quality = scene.quality?.source
    return try ingest(scene, into: directory) { (source, path) throws(TiankanError) in
      try CloudOptimizer.convert(
        source, to: path, overviews: source == quality ? .nearest : .average, threads: threads)
    }
  }

  /// Ingests a scene with another writer than the built-in one.
  ///
  /// - Parameters:
  ///   - scene: The scene; it must be dated.
  ///   - directory: The existing folder in which the scene's folder is made.
  ///   - convert: Writes the pixels of one band to a new one-band file with the same grid and numbers.
  /// - Throws: `.unknownDate`, `.outputFailed` where something else has the folder's name, what `convert` throws, and
  ///   what writing throws; nothing is left behind then.
  public func ingest(
    _ scene: Scene, into directory: String,
    convert: (_ source: BandSource, _ path: String) throws(TiankanError) -> Void
  ) throws(TiankanError) -> Result {
    let id = SceneItem.identifier(of: scene)
    let folder = PathText.join(directory, id)
    let result = Result(folder: folder, item: "\(folder)/\(id).json", wasThere: false)
    if FileManager.default.fileExists(atPath: folder) {
      guard let document = try? JSONValue(file: result.item),
        document["id"]?.string == id
      else {
        throw TiankanError(
          .outputFailed,
          "this exists and is not the ingested scene; remove it or choose another "
            + "folder", subject: folder)
      }
      return Result(folder: folder, item: result.item, wasThere: true)
    }
    let (ingested, steps) = Self.plan(scene, in: folder)
    let instruments = library.profiles.first { $0.name == scene.profile }?.instruments ?? []
    let source = JSONValue.object([
      "rel": .text("derived_from"), "href": .text(SceneItem.reference(scene.name, from: folder)),
    ])
    var footprints: [Grid: Footprint] = [:]
    let document = try SceneItem(id: id, scene: ingested).document(
      in: folder, links: [source], instruments: instruments, footprints: &footprints)

    let temporary = PathText.join(directory, ".\(id).\(ProcessInfo.processInfo.processIdentifier)")
    try AtomicFile.makeFolder(temporary)
    do throws(TiankanError) {
      for step in steps { try convert(step.source, "\(temporary)/\(step.file)") }
      try AtomicFile.write(try document.document(), to: "\(temporary)/\(id).json")
      try Self.rename(temporary, to: folder)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    return result
  }

  /// The scene as it will lie in the folder, and which band becomes which file.
  static func plan(
    _ scene: Scene, in folder: String
  ) -> (scene: Scene, steps: [(source: BandSource, file: String)]) {
    var ingested = scene
    ingested.name = folder
    var steps: [(source: BandSource, file: String)] = []
    func moved(_ source: BandSource) -> BandSource {
      var moved = source
      moved.path = "\(folder)/\(source.name).tif"
      moved.band = 1
      steps.append((source, "\(source.name).tif"))
      return moved
    }
    for (role, source) in scene.bands.sorted(by: { $0.key < $1.key }) {
      ingested.bands[role] = moved(source)
    }
    if let quality = scene.quality { ingested.quality?.source = moved(quality.source) }
    return (ingested, steps)
  }

  private static func rename(_ from: String, to path: String) throws(TiankanError) {
    do {
      try FileManager.default.moveItem(atPath: from, toPath: path)
    } catch {
      throw TiankanError(
        .outputFailed, "the finished folder cannot be given its name", subject: path,
        cause: "\(error)")
    }
  }
}
