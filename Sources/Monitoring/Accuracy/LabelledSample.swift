import Diagnostics
import Foundation
import GeoIO
import Geometry
import Supervision

/// A sample as `SampleJob` wrote it, joined with the labels that people gave.
struct LabelledSample {
  /// The classes by their numbers in the map, ascending.
  let classes: [Int]
  let strata: [SampleStratum]
  let units: [SampleUnit]
  /// Units whose reference is blank: not visited, or nothing could be told.
  let unlabelled: Int

  /// Reads and joins.
  ///
  /// - Parameters:
  ///   - path: The GeoPackage of the sample.
  ///   - form: The filled form; nil where the labels stand in the GeoPackage itself.
  /// - Throws: `.malformed` naming the unit whose label is no class, `.duplicate` for a unit labelled twice,
  ///   `.notFound` and `.usage` for files and columns that are not there.
  init(_ path: String, form: String?) throws(TiankanError) {
    let design = try AttributeTable(reading: "\(path)#\(SampleFiles.designTable)")
    let table = try AttributeTable(reading: "\(path)#\(SampleFiles.stratumTable)")
    let labelSource = form ?? "\(path)#\(SampleFiles.unitLayer)"
    let labels = try AttributeTable(
      reading: labelSource,
      everythingIsText: form.map { !$0.lowercased().hasSuffix(".gpkg") } ?? false)
    for name in ["sample_id", "reference"] {
      try labels.require(name, subject: labelSource)
    }
    var texts: [Int: String] = [:]
    for row in labels.rows {
      guard let id = row["sample_id"]?.number.flatMap({ Int(exactly: $0) }) else {
        throw TiankanError(
          .malformed, "a row has no sample_id; take the form as it was written",
          subject: labelSource)
      }
      guard texts[id] == nil else {
        throw TiankanError(
          .duplicate, "unit \(id) stands in the form twice; delete one of the rows",
          subject: labelSource)
      }
      texts[id] = row["reference"]?.text?.trimmingCharacters(in: .whitespaces) ?? ""
    }
    var numbers: [String: Int] = [:]
    var strata: [SampleStratum] = []
    var present: Set<Int> = []
    for row in table.rows {
      guard let name = row["stratum"]?.text, let area = row["area_m2"]?.number,
        let mapClass = row["map_class"]?.number.flatMap({ Int(exactly: $0) })
      else { throw Self.foreign(path) }
      numbers[name] = strata.count
      strata.append(SampleStratum(name: name, area: area))
      present.insert(mapClass)
    }
    var found: [(stratum: Int, map: Int, reference: Int)] = []
    var unlabelled = 0
    for row in design.rows {
      guard let id = row["sample_id"]?.number.flatMap({ Int(exactly: $0) }),
        let stratum = row["stratum"]?.text.flatMap({ numbers[$0] }),
        let mapClass = row["map_class"]?.number.flatMap({ Int(exactly: $0) })
      else { throw Self.foreign(path) }
      let text = texts.removeValue(forKey: id) ?? ""
      guard !text.isEmpty else {
        unlabelled += 1
        continue
      }
      guard let reference = Self.label(text) else {
        throw TiankanError(
          .malformed,
          "unit \(id) has the reference “\(text)”; write the number of its class (0 unchanged, 1 changed), 变化 or 未变化, or leave it blank",
          subject: labelSource)
      }
      present.insert(reference)
      found.append((stratum, mapClass, reference))
    }
    if let foreign = texts.keys.min() {
      throw TiankanError(
        .malformed,
        "unit \(foreign) of the form is not in the sample; take the form of this sample",
        subject: labelSource)
    }
    let classes = present.sorted()
    let positions = Dictionary(
      uniqueKeysWithValues: classes.enumerated().map { ($0.element, $0.offset) })
    self.classes = classes
    self.strata = strata
    self.unlabelled = unlabelled
    units = found.map { unit in
      SampleUnit(
        stratum: unit.stratum, map: positions[unit.map] ?? 0,
        reference: positions[unit.reference] ?? 0)
    }
  }

  /// The class that a label means.
  static func label(_ text: String) -> Int? {
    switch text {
    case "变化", "是": 1
    case "未变化", "否": 0
    // A spreadsheet may show a whole number with a fraction.
    default: Double(text).flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  private static func foreign(_ path: String) -> TiankanError {
    TiankanError(
      .malformed, "the file is not a sample of tiankan sample; give the GeoPackage it wrote",
      subject: path)
  }
}
