import Glibc
import Synchronization

/// What local files said about themselves when they were opened last, as long as they are the same files.
///
/// GDAL takes half a millisecond to describe a GeoTIFF, most of it for its CRS. A report looks at dozens of scenes, and at the
/// same ones for the next clue.
final class DescribedFiles: Sendable {
  /// Whether a file is the one that was described: any writing changes one of these.
  struct Stamp: Hashable, Sendable {
    private var numbers: [Int]

    /// Looks at a file and at what GDAL keeps beside it; nil for what is no plain file.
    init?(_ path: String) {
      guard LocalFile.isPlain(path) else { return nil }
      var status = stat()
      guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        unsafe access(path, R_OK) == 0
      else { return nil }
      numbers = Self.numbers(of: status)
      if unsafe stat(path + ".aux.xml", &status) == 0 { numbers += Self.numbers(of: status) }
    }

    private static func numbers(of status: stat) -> [Int] {
      [
        Int(status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ]
    }
  }

  static let shared = DescribedFiles(limit: 8192)

  private let limit: Int
  private let known = Mutex<[String: (stamp: Stamp, info: RasterInfo)]>([:])

  /// - Parameter limit: The number of files; some three kilobytes each.
  init(limit: Int) { self.limit = limit }

  /// What a file says; nil for one that is not known or has changed.
  func info(of path: String, _ stamp: Stamp) -> RasterInfo? {
    known.withLock { known in
      guard let found = known[path], found.stamp == stamp else { return nil }
      return found.info
    }
  }

  /// Describes files that are not known, until half of what may be kept is there.
  func prepare(_ paths: some Sequence<String>, while isWanted: () -> Bool) {
    for path in paths {
      guard isWanted(), known.withLock({ $0.count }) < limit / 2 else { return }
      // One that cannot be described says so to whoever reads it.
      _ = try? RasterInfo(of: path)
    }
  }

  /// Keeps what a file said.
  ///
  /// - Parameter stamp: The stamp from before it was opened.
  func keep(_ info: RasterInfo, _ stamp: Stamp) {
    known.withLock { known in
      // Archives are read in turns; to begin anew costs one opening each and no search for the oldest.
      if known.count >= limit, known[info.path] == nil { known.removeAll(keepingCapacity: true) }
      known[info.path] = (stamp, info)
    }
  }
}
