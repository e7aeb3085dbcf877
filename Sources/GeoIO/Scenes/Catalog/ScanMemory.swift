public import Diagnostics
import Foundation
import Glibc
import Imagery

/// What earlier scans found, so that a scan opens only what is new: the scenes of each folder and each STAC item, known again by
/// the paths, sizes and times of change of the files that were read for them.
///
/// Folders and items of which anything was refused are looked at again each time. For one scan at a time, on one thread.
public final class ScanMemory {
  private struct Found {
    var fingerprint: String
    /// The files besides the item's own.
    var files: [String]
    var isProduct: Bool
    var scenes: [Scene]
  }

  private static let magic = "tiankan scenes 1"

  private let path: String
  private let key: String
  private var known: [String: Found] = [:]
  private var current: [String: Found] = [:]
  private var isChanged = false

  /// Reads the memory; one that is missing, damaged, or of another program or other sensor profiles is empty.
  ///
  /// - Parameters:
  ///   - path: Its file.
  ///   - program: What tells versions of the program apart.
  ///   - library: The sensor profiles by which scenes are understood.
  public init(_ path: String, program: String, library: SensorProfileLibrary) {
    self.path = path
    key = "\(program) \(library.fingerprint)"
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return }
    var reader = ScanBytes.Reader([UInt8](data))
    guard reader.text() == Self.magic, reader.text() == key else { return }
    known = Self.read(&reader) ?? [:]
  }

  /// Keeps what this scan found in place of what was known.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`.
  public func write() throws(TiankanError) {
    guard isChanged || current.count != known.count else { return }
    var writer = ScanBytes.Writer()
    writer.put(Self.magic)
    writer.put(key)
    writer.put(current.count)
    for (name, found) in current.sorted(by: { $0.key < $1.key }) {
      writer.put(name)
      writer.put(found.fingerprint)
      writer.put(found.files.count)
      for file in found.files { writer.put(file) }
      writer.put(found.isProduct ? 1 : 0)
      writer.put(found.scenes.count)
      for scene in found.scenes { writer.put(scene) }
    }
    try AtomicFile.write(Data(writer.bytes), to: path)
  }

  private static func read(_ reader: inout ScanBytes.Reader) -> [String: Found]? {
    guard let count = reader.count() else { return nil }
    var all: [String: Found] = [:]
    for _ in 0..<count {
      guard let name = reader.text(), let fingerprint = reader.text(), let files = reader.texts(),
        let isProduct = reader.number(), let scenes = reader.count()
      else { return nil }
      var found = Found(
        fingerprint: fingerprint, files: files, isProduct: isProduct != 0, scenes: [])
      for _ in 0..<scenes {
        guard let scene = reader.scene() else { return nil }
        found.scenes.append(scene)
      }
      all[name] = found
    }
    return all
  }
}

extension ScanMemory {
  /// What a folder gave, where none of its files has changed.
  func scenes(of folder: FolderListing) -> (scenes: [Scene], isProduct: Bool)? {
    guard let found = known[folder.path], found.fingerprint == Self.fingerprint(of: folder) else {
      return nil
    }
    current[folder.path] = found
    return (found.scenes, found.isProduct)
  }

  /// What an item gave, where neither it nor a file that it names has changed.
  func scenes(ofItem path: String) -> [Scene]? {
    guard let found = known[path], found.fingerprint == Self.fingerprint(of: [path] + found.files)
    else { return nil }
    current[path] = found
    return found.scenes
  }

  /// Keeps what a folder gave.
  func keep(_ scenes: [Scene], isProduct: Bool, of folder: FolderListing) {
    isChanged = true
    current[folder.path] = Found(
      fingerprint: Self.fingerprint(of: folder), files: [], isProduct: isProduct, scenes: scenes)
  }

  /// Keeps what an item gave.
  func keep(_ scene: Scene, ofItem path: String) {
    isChanged = true
    current[path] = Found(
      fingerprint: Self.fingerprint(of: [path] + scene.files), files: scene.files,
      isProduct: false, scenes: [scene])
  }

  private static func fingerprint(of folder: FolderListing) -> String {
    var names = folder.files
    // A product reaches into the folders below it.
    if !folder.folders.isEmpty, !folder.files.isEmpty {
      names = (try? FolderListing.deep(folder.path, depth: 8)) ?? []
    }
    return fingerprint(of: names.map { PathText.join(folder.path, $0) })
  }

  /// Names, sizes and times of change in nanoseconds; files of other machines are known by name alone.
  private static func fingerprint(of files: [String]) -> String {
    var text = ""
    for file in files {
      text += PathText.name(of: file)
      var status = stat()
      if unsafe stat(file, &status) == 0 {
        text += " \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
      }
      text += "\n"
    }
    return text
  }
}
