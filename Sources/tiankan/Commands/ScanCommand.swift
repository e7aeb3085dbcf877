import ArgumentParser
import Diagnostics
import GeoIO
import Imagery

/// `tiankan scan`: which scenes lie in folders, as a STAC catalog.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "List the scenes in folders and write a static STAC catalog.",
    discussion: """
      Recognises scenes by the sensor profiles. What is refused is listed with its reason: an unknown offset, a missing \
      quality layer, a date that is only a processing time. Nothing is guessed.

      Examples:
        tiankan scan /archive/2024 --catalog catalog.json
        tiankan scan oscd/ --dn-offset 0 --catalog oscd.json
      """)

  @Argument(help: "The folders to look through, with everything below them.")
  var folders: [String]

  @Option(help: "The catalog's file; the items lie in a folder beside it.")
  var catalog: String?

  @OptionGroup var interpretation: SceneInterpretation

  @Flag(help: "Print the list as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let library = try SensorProfileLibrary()
      let found = try SceneCatalog.scan(
        folders, options: interpretation.options(.only),
        recognizer: SceneRecognizer(library: library))
      if let catalog { try found.write(to: catalog, library: library) }
      if json {
        try StandardStreams.print(try JSONText.encode(found.entries.map(SceneLine.init)))
      } else {
        for entry in found.entries { try StandardStreams.print(SceneLine(entry).text) }
        try StandardStreams.print(
          "场景 scenes: \(found.entries.count)   未采用 refused: \(found.refusals.count)")
        if let catalog { try StandardStreams.print(catalog) }
      }
      return found.refusals
    }
  }
}

/// A scene in the list that `scan` prints.
private struct SceneLine: Encodable {
  var id: String
  var profile: String
  var sensed: String
  var roles: [String]
  var quality: String
  var supersededBy: String?
  var name: String

  init(_ entry: SceneCatalog.Entry) {
    id = entry.id
    profile = entry.scene.profile
    sensed = entry.scene.acquisition.sensed.map { "\($0)" } ?? "日期未知"
    roles = entry.scene.roles.sorted().map(\.rawValue)
    quality = entry.scene.quality?.source.name ?? "none"
    supersededBy = entry.supersededBy
    name = entry.scene.name
  }

  var text: String {
    let note = supersededBy.map { "  superseded by \($0)" } ?? ""
    return "\(sensed)  \(profile)  \(id)  [\(roles.joined(separator: " "))]  \(name)\(note)"
  }
}
