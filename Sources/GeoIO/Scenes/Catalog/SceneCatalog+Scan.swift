public import Diagnostics
import Foundation
import Imagery

extension SceneCatalog {
  /// Looks for scenes in folders and everything below them.
  ///
  /// A product folder is one scene; a folder of one-band files is one scene per acquisition; other rasters are tried one
  /// by one; items of foreign catalogs are read. Links are followed, loops noticed, names taken in order, so that
  /// the result depends on the folders' contents alone.
  ///
  /// - Parameters:
  ///   - directories: The folders; a file is tried as a scene.
  ///   - options: What the user states; it holds for every scene.
  ///   - recognizer: The sensor profiles to use.
  ///   - memory: What earlier scans with the same options found; gets what this one finds.
  ///   - progress: Called with the path of each folder before it is read.
  /// - Throws: `.notFound` or `.permission` for a folder of `directories`; below them such problems are refusals.
  public static func scan(
    _ directories: [String], options: SceneOptions = SceneOptions(),
    recognizer: SceneRecognizer, memory: ScanMemory? = nil,
    progress: (String) -> Void = { _ in }
  ) throws(TiankanError) -> SceneCatalog {
    var scan = SceneScan(recognizer: recognizer, options: options, memory: memory)
    for directory in directories {
      guard try FolderListing.isFolder(directory) else {
        scan.file(directory)
        continue
      }
      let listing = try FolderListing(directory)
      scan.folder(listing, progress: progress)
    }
    return SceneCatalog(scenes: scan.scenes, refusals: scan.refusals)
  }
}

/// The state of one scan.
struct SceneScan {
  let recognizer: SceneRecognizer
  let options: SceneOptions
  private let memory: ScanMemory?
  private(set) var scenes: [Scene] = []
  private(set) var refusals: [Refusal] = []
  private var visited: Set<[UInt]> = []

  init(recognizer: SceneRecognizer, options: SceneOptions, memory: ScanMemory? = nil) {
    self.recognizer = recognizer
    self.options = options
    self.memory = memory
  }

  /// Tries an item of a catalog, or takes it from the memory.
  mutating func item(_ path: String) {
    if let known = memory?.scenes(ofItem: path) {
      scenes += known
      return
    }
    let count = scenes.count
    file(path)
    if scenes.count == count + 1 { memory?.keep(scenes[count], ofItem: path) }
  }

  /// Tries one file.
  mutating func file(_ path: String) {
    do throws(TiankanError) {
      scenes.append(try recognizer.scene(at: path, options: options))
    } catch {
      refusals.append(Refusal(error, subject: path))
    }
  }

  /// Reads a folder and what is below it.
  mutating func folder(_ listing: FolderListing, progress: (String) -> Void) {
    if let identity = FolderListing.identity(listing.path),
      !visited.insert(identity).inserted
    {
      return
    }
    progress(listing.path)
    if let known = memory?.scenes(of: listing) {
      scenes += known.scenes
      if known.isProduct { return }
    } else {
      let before = (scenes: scenes.count, refusals: refusals.count)
      let isProduct = read(listing)
      if scenes.count > before.scenes, refusals.count == before.refusals {
        memory?.keep(Array(scenes[before.scenes...]), isProduct: isProduct, of: listing)
      }
      if isProduct { return }
    }
    for name in listing.folders {
      let path = PathText.join(listing.path, name)
      do throws(TiankanError) {
        folder(try FolderListing(path), progress: progress)
      } catch {
        refusals.append(Refusal(error, subject: path))
      }
    }
  }

  /// Reads the files of a folder; whether they and all below are one product.
  private mutating func read(_ listing: FolderListing) -> Bool {
    let items = listing.files.filter { name in
      guard name.hasSuffix(".json"),
        let document = try? JSONValue(file: PathText.join(listing.path, name))
      else { return false }
      return STACDocument.isItem(document) && !STACDocument.isCatalogued(document)
    }
    if !items.isEmpty {
      // An item says of the files beside it what their names cannot.
      for name in items { file(PathText.join(listing.path, name)) }
      return false
    }
    let candidates: [SceneCandidate]
    do throws(TiankanError) {
      candidates = try recognizer.folderCandidates(listing, options: options)
    } catch {
      refusals.append(Refusal(error, subject: listing.path))
      return false
    }
    if candidates.isEmpty {
      readSingly(listing)
      return false
    }
    // Groups with other bands than their neighbours are not scenes of their own but a mixture.
    let bandSets = Set(candidates.map { Set($0.members.map(\.name)) })
    if candidates.count > 1, bandSets.count > 1,
      candidates.contains(where: { $0.metadataFile == nil })
    {
      refusals.append(Refusal(recognizer.mixed(candidates, listing), subject: listing.path))
      return false
    }
    for candidate in candidates {
      do throws(TiankanError) {
        var assembly = try SceneAssembly(candidate, options: options)
        scenes.append(try assembly.scene())
      } catch {
        refusals.append(Refusal(error, subject: candidate.name))
      }
    }
    return candidates.contains { $0.metadataFile != nil }
  }

  private mutating func readSingly(_ listing: FolderListing) {
    let rasters = listing.files.filter(Self.isRaster)
    let looksLikeBands =
      options.sensor == nil && rasters.count > 1
      && recognizer.profilesIfNamed(listing).contains { $0.bands.count >= 2 }
    if looksLikeBands {
      refusals.append(
        Refusal(recognizer.unrecognised(listing, options), subject: listing.path))
    } else {
      for name in rasters { file(PathText.join(listing.path, name)) }
    }
  }

  private static func isRaster(_ name: String) -> Bool {
    [".tif", ".tiff", ".jp2", ".img", ".vrt"].contains { name.lowercased().hasSuffix($0) }
  }
}
