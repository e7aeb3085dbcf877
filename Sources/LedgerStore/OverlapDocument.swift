import Diagnostics
import Foundation
import Geometry
import Supervision

/// An overlap as a JSON object, for formats that nest rows; the names are those of the table `clue_overlap`.
struct OverlapDocument: Encodable {
  private let layer: String
  private let unitID: String
  private let unitName: String?
  private let squareMetres: Double
  private let mu: Double
  private let shareOfClue: Double
  private let shareOfUnit: Double

  private enum CodingKeys: String, CodingKey {
    case layer
    case unitID = "unit_id"
    case unitName = "unit_name"
    case squareMetres = "overlap_m2"
    case mu = "overlap_mu"
    case shareOfClue = "share_of_clue"
    case shareOfUnit = "share_of_unit"
  }

  private init(_ overlap: ClueOverlap) {
    layer = overlap.layer
    unitID = overlap.unit
    unitName = overlap.name.isEmpty ? nil : overlap.name
    squareMetres = overlap.squareMetres
    mu = AreaUnits.mu(squareMetres: overlap.squareMetres)
    shareOfClue = overlap.shareOfClue
    shareOfUnit = overlap.shareOfUnit
  }

  /// The overlaps of a clue as a JSON array on one line.
  static func array(_ overlaps: [ClueOverlap]) throws(TiankanError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(overlaps.map(OverlapDocument.init)), as: UTF8.self)
    } catch {
      throw TiankanError(.bug, "overlaps cannot be written as JSON", cause: "\(error)")
    }
  }
}
