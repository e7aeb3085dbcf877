import Foundation
import Testing
import TestSupport

/// The small scenes of `make_scenes.py`, made once for all tests: every pixel of the truth is known.
final class ScenePair: Sendable {
  static let shared = Result { try ScenePair() }

  private let folder: TemporaryFolder

  private init() throws {
    folder = try TemporaryFolder()
    let script = TestData.packageRoot.appending(
      path: "Tests/tiankanTests/Fixtures/make_scenes.py")
    let made = try Program.run(Program.python, [script.path, folder.url.path])
    try #require(made.status == 0, "make_scenes.py: \(made.notices)")
  }

  /// The path of a scene or boundary file.
  func callAsFunction(_ name: String) -> String { folder.path(name) }
}

/// A program's answers read by GDAL's own Python bindings: independent of our readers.
enum Reference {
  /// Runs a Python expression list and returns its printed lines.
  static func python(_ code: String, _ arguments: String...) throws -> [String] {
    let preamble = """
      import sys, json
      import numpy as np
      from osgeo import gdal, ogr, osr
      gdal.UseExceptions(); ogr.UseExceptions()

      """
    let outcome = try Program.run(Program.python, ["-c", preamble + code] + arguments)
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  /// One field of every row of a table, in the table's order.
  static func column(_ name: String, of table: String, in file: String) throws -> [String] {
    try python(
      """
      source = ogr.Open(sys.argv[1])
      for row in source.GetLayerByName(sys.argv[2]): print(row[sys.argv[3]])
      """, file, table, name)
  }

  /// How many pixels of a mask have each value, as "value count".
  static func histogram(of mask: String) throws -> [String] {
    try python(
      """
      values, counts = np.unique(gdal.Open(sys.argv[1]).ReadAsArray(), return_counts=True)
      for value, count in zip(values, counts): print(value, count)
      """, mask)
  }
}
