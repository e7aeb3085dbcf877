import Diagnostics
import Foundation
import GeoIO
import Imagery

/// The folder of the state: one subfolder per generation, and in it one per tile.
///
/// A generation is complete and on the disk before the ledger's transaction names it, and the ledger is believed: a generation that
/// the ledger does not name is left over from a run that did not end, and is removed by the next one. `CURRENT` names the
/// generation for people and backups.
struct StateFolder: Sendable {
  let path: String

  /// The folder of a generation.
  func folder(of generation: Int) -> String { "\(path)/generation-\(generation)" }

  /// The folder of a tile in a generation.
  func folder(of tile: String, generation: Int) -> String {
    "\(folder(of: generation))/\(tile)"
  }

  /// Makes the folder for a tile of a new generation, empty.
  func make(_ tile: String, generation: Int) throws(TiankanError) -> String {
    let folder = folder(of: tile, generation: generation)
    do {
      if FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.removeItem(atPath: folder)
      }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder of the state cannot be made; check its permissions",
        subject: folder, cause: "\(error)")
    }
    return folder
  }

  /// Takes a tile over from one generation to the next without copying.
  ///
  /// - Parameter files: The files that are taken; nil for all.
  func carry(
    _ tile: String, from old: Int, to new: Int, files: [String]? = nil
  ) throws(TiankanError) {
    let source = folder(of: tile, generation: old)
    guard FileManager.default.fileExists(atPath: source) else {
      throw TiankanError(
        .usage,
        "the tile \(tile) has no state yet, and regions may cross into it; run all tiles once, without --tile",
        subject: source)
    }
    let target = files == nil ? try make(tile, generation: new) : folder(of: tile, generation: new)
    do {
      let names = try files ?? FileManager.default.contentsOfDirectory(atPath: source).sorted()
      for name in names {
        try FileManager.default.linkItem(
          atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
      }
    } catch {
      throw TiankanError(
        .outputFailed, "the state of a tile cannot be carried over", subject: source,
        cause: "\(error)")
    }
  }

  /// Waits until a generation is on the disk.
  func synchronise(_ generation: Int) throws(TiankanError) {
    let folder = folder(of: generation)
    func names(_ folder: String) throws(TiankanError) -> [String] {
      do {
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      } catch {
        throw TiankanError(
          .outputFailed, "the folder of the state cannot be read; check its permissions",
          subject: folder, cause: "\(error)")
      }
    }
    for name in try names(folder) {
      let inside = "\(folder)/\(name)"
      let kind = try? FileManager.default.attributesOfItem(atPath: inside)[.type]
      if kind as? FileAttributeType == .typeDirectory {
        try DurableFolder.synchronise(inside, files: try names(inside))
      } else {
        try DurableFolder.synchronise(inside)
      }
    }
    try DurableFolder.synchronise(folder)
    try DurableFolder.synchronise(path)
  }

  /// Says which generation holds.
  func setCurrent(_ generation: Int) throws(TiankanError) {
    try DurableFolder.replace("\(path)/CURRENT", with: "generation-\(generation)\n")
  }

  /// Puts in order what a run that did not end may have left: the ledger's generation holds, others go.
  func recover(_ generation: Int) throws(TiankanError) {
    removeAll(but: generation)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasPrefix(".scenes.bin.") {
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    let name = "generation-\(generation)\n"
    let current = try? String(contentsOfFile: "\(path)/CURRENT", encoding: .utf8)
    if FileManager.default.fileExists(atPath: folder(of: generation)), current != name {
      try setCurrent(generation)
    }
  }

  /// Removes all generations but one.
  func removeAll(but generation: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasPrefix("generation-") && name != "generation-\(generation)" {
      // What cannot be removed now is removed by the next run; nothing reads it.
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }
}
