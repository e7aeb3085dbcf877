public import Diagnostics
public import Imagery

/// Recognises scenes: a STAC item, a product folder or its metadata file, a folder of one-band files, one multi-band
/// file.
///
/// Nothing is guessed: where the offset, the scale, the CRS or the meaning of bands is not stated, the scene is refused
/// with what would help. Only headers are read.
public struct SceneRecognizer: Sendable {
  /// The sensor profiles.
  public let library: SensorProfileLibrary

  /// Creates a recogniser.
  public init(library: SensorProfileLibrary) { self.library = library }

  /// The scene that a path names.
  ///
  /// - Parameters:
  ///   - argument: A STAC item (`.json`), a product folder (`.SAFE`, Landsat) or its metadata file (`MTD_MSIL2A.xml`,
  ///     `*_MTL.txt`), a folder of one-band files, or a multi-band file; each also behind a `/vsi…` name, folders where the server lists them.
  ///   - options: What the user states or declines.
  /// - Throws: `.notFound`, `.permission`, `.unrecognised` (with what was seen and what would help), `.unknownScaling`,
  ///   `.missingQuality`, `.missingCRS`, `.notOrthorectified`, `.unsuitableCRS`, `.malformed`, `.corrupt`.
  public func scene(
    at argument: String, options: SceneOptions = SceneOptions()
  ) throws(TiankanError) -> Scene {
    if !LocalFile.isPlain(argument), !RemoteFile.isRemote(argument) {
      return try raster(argument, options: options)
    }
    // What a server says of a name that is no folder is better said when the file is opened.
    let isFolder =
      RemoteFile.isRemote(argument)
      ? (try? RemoteFile.isFolder(argument)) == true : try FolderListing.isFolder(argument)
    if isFolder { return try folder(argument, options: options) }
    if argument.hasSuffix(".json"), STACDocument.isItem(argument) {
      return try item(argument, options: options)
    }
    if let scene = try metadataFile(argument, options: options) { return scene }
    if argument.hasSuffix(".json"), let document = try? JSONValue(file: argument),
      document["stac_version"] != nil
    {
      throw TiankanError(
        .unrecognised, "this is a catalog or collection, not a scene; name one of its items",
        subject: argument)
    }
    return try raster(argument, options: options)
  }

  /// The profile that the user or a sidecar names, if any.
  func namedProfile(
    _ options: SceneOptions, _ sidecar: SceneSidecar?
  ) throws(TiankanError) -> SensorProfile? {
    if let name = options.sensor {
      let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
      return isFile ? try SensorProfile(file: name) : try library.profile(named: name)
    }
    guard let name = sidecar?.sensor else { return nil }
    do throws(TiankanError) {
      return try library.profile(named: name)
    } catch {
      throw TiankanError(.malformed, error.message, subject: sidecar?.file)
    }
  }
}
