public import Diagnostics
public import GeoIO
public import Imagery

/// Turns scenes into folders of Cloud-Optimized GeoTIFFs, band after band.
public struct IngestJob: Sendable {
  private let library: SensorProfileLibrary
  private let folder: String
  private let context: JobContext

  /// Creates the job.
  ///
  /// - Parameters:
  ///   - library: The sensor profiles, for the names of instruments.
  ///   - folder: Where each scene gets its own folder; made if it does not exist.
  ///   - context: The surroundings.
  public init(library: SensorProfileLibrary, folder: String, context: JobContext) {
    self.library = library
    self.folder = folder
    self.context = context
  }

  /// Ingests a scene; one that is there already is left alone.
  ///
  /// - Throws: `.unknownDate` for an undated scene, and what reading and writing throw; nothing is left behind then.
  public func run(_ scene: Scene) throws(TiankanError) -> SceneIngest.Result {
    try OutputFolder.make(folder)
    let total = scene.bands.count + (scene.quality == nil ? 0 : 1)
    var done = 0
    return try SceneIngest(library: library).ingest(scene, into: folder) {
      (source, path) throws(TiankanError) in
      let isQuality = source == scene.quality?.source
      try CloudOptimizer.convert(
        source, to: path, overviews: isQuality ? .nearest : .average,
        threads: context.pool.threads)
      done += 1
      context.report(JobProgress(stage: "ingest", done: done, total: total))
    }
  }
}
