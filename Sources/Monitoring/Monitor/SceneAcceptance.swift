import Diagnostics
import Imagery

/// The archive as a run takes it in: scenes whose files changed under the same version keep the content that was taken in.
struct SceneAcceptance {
  /// One per entry of the archive.
  private(set) var marks: [SceneMark]
  /// The products whose files have another content than was taken in.
  private(set) var altered: Set<String> = []
  private(set) var refusals: [Refusal] = []

  /// - Parameters:
  ///   - states: The heads of the tiles' states.
  init(_ archive: SceneArchive, contents: [String], states: [TileState]) {
    marks = archive.marks(contents)
    var known: [String: String] = [:]
    for mark in states.flatMap(\.scenes) { known[mark.product] = mark.content }
    for position in marks.indices {
      let mark = marks[position]
      guard let content = known[mark.product], content != mark.content else { continue }
      marks[position].content = content
      altered.insert(mark.product)
      refusals.append(
        Refusal(
          subject: archive.entries[position].scene.name, code: .duplicate,
          reason:
            "its files changed, but not its version; what was taken in before stays. Give it a new version, or run with --rebuild"
        ))
    }
  }

  /// Refuses to read scenes again whose files changed.
  func check(_ selection: SeriesSelection, of archive: SceneArchive) throws(TiankanError) {
    guard !altered.isEmpty else { return }
    for step in selection.steps {
      for entry in archive.overpasses[step.overpass].entries
      where altered.contains(marks[entry].product) {
        throw TiankanError(
          .usage,
          "this scene must be read again, but its files changed under the same version; restore them, give them a new version, or run with --rebuild",
          subject: archive.entries[entry].scene.name)
      }
    }
  }
}
