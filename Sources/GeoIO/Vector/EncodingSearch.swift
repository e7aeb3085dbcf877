import CGDAL
import Diagnostics

/// Holds the text of a table against several encodings at once.
struct EncodingSearch {
  /// The outcome of a search.
  struct Verdict {
    /// The first encoding under which everything is valid; `nil` if none is left.
    var winner: Int?
    /// Where the last encoding failed.
    var firstFailure: String?
  }

  private let encodings: [TextEncoding]
  private let columns: [TableColumn]

  init(_ encodings: [TextEncoding], columns: [TableColumn]) throws(TiankanError) {
    self.encodings = encodings
    self.columns = columns
  }

  /// Reads names and values and returns the verdict.
  func run(_ layer: OGRLayer, subject: String) throws(TiankanError) -> Verdict {
    var valid = [Bool](repeating: true, count: encodings.count)
    var failure: String?
    // Texts without a byte above 127 decide nothing and are the bulk.
    var texts: [(bytes: [UInt8], mayBeCut: Bool, place: String)] = []
    for column in columns where column.nameBytes.contains(where: { $0 >= 0x80 }) {
      texts.append((column.nameBytes, column.nameBytes.count >= 10, "a field name"))
    }
    try judge(&texts, &valid, &failure)
    let textColumns = columns.filter { $0.reading == .text }
    guard !textColumns.isEmpty, valid.contains(true) else { return verdict(valid, failure) }
    // Geometries are the larger part of most layers and hold no text.
    let ignored = GDALStringList(["OGR_GEOMETRY", "OGR_STYLE"])
    _ = unsafe OGR_L_SetIgnoredFields(layer.pointer, ignored.mutableConstPointer)
    unsafe OGR_L_ResetReading(layer.pointer)
    defer {
      _ = unsafe OGR_L_SetIgnoredFields(layer.pointer, nil)
      unsafe OGR_L_ResetReading(layer.pointer)
    }
    let log = GDALErrorLog()
    while let next = unsafe log.collect({ unsafe OGR_L_GetNextFeature(layer.pointer) }) {
      let feature = unsafe OGRFeature(owning: next)
      for column in textColumns {
        let bytes = unsafe copiedBytes(OGR_F_GetFieldAsString(feature.pointer, column.index))
        guard bytes.contains(where: { $0 >= 0x80 }) else { continue }
        let identifier = unsafe OGR_F_GetFID(feature.pointer)
        texts.append((bytes, bytes.count == column.width, "feature \(identifier)"))
      }
      if texts.count >= 1024 { try judge(&texts, &valid, &failure) }
      if !valid.contains(true) { break }
    }
    try judge(&texts, &valid, &failure)
    return verdict(valid, failure)
  }

  private func verdict(_ valid: [Bool], _ failure: String?) -> Verdict {
    Verdict(winner: valid.firstIndex(of: true), firstFailure: failure)
  }

  private func judge(
    _ texts: inout [(bytes: [UInt8], mayBeCut: Bool, place: String)], _ valid: inout [Bool],
    _ failure: inout String?
  ) throws(TiankanError) {
    for position in encodings.indices where valid[position] {
      let decoder = try TextDecoder(encodings[position])
      for text in texts
      where decoder.decode(text.bytes, mayBeCut: text.mayBeCut) == nil {
        valid[position] = false
        failure = failure ?? text.place
        break
      }
    }
    texts.removeAll(keepingCapacity: true)
  }
}
