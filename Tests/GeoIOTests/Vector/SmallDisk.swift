import Foundation
import TestSupport

/// A real file system of a few hundred kilobytes in memory, unmounted with the value.
final class SmallDisk {
  /// Why none can be mounted here; `nil` where one can.
  static let obstacle: String? = {
    do {
      _ = try SmallDisk(kilobytes: 64)
      return nil
    } catch { return "mounting a tmpfs is not permitted: run as root to fill a real disk" }
  }()

  private struct MountFailed: Error {}
  private let folder: TemporaryFolder

  init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    let outcome = try Program.run(
      "/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.url.path])
    guard outcome.status == 0 else { throw MountFailed() }
  }

  deinit { _ = try? Program.run("/bin/umount", [folder.url.path]) }

  func path(_ name: String) -> String { folder.path(name) }
  var entries: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
  }
}
