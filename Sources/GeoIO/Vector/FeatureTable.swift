import CGDAL
import Diagnostics
import Geometry

/// The columns of a layer and how their values become attributes.
struct FeatureTable: ~Copyable {
  /// The columns that are read, named in Unicode.
  let fields: [FieldDefinition]
  /// What was found out about names and encoding.
  let notices: [String]

  private let columns: [TableColumn]
  private let decoder: TextDecoder

  /// - Parameter wanted: Says by name which columns are read; nil for all.
  init(
    _ layer: OGRLayer, stated: TextEncoding?, wanted: ((String) -> Bool)? = nil, subject: String
  ) throws(TiankanError) {
    let all = TableColumn.columns(of: layer)
    var notices: [String] = []
    var encoding = TextEncoding.utf8
    // Other drivers hand out UTF-8; those that do not know the encoding say so.
    if unsafe OGR_L_TestCapability(layer.pointer, "StringsAsUTF8") == 0 {
      let found = try TableEncoding(
        of: layer, columns: all, stated: stated, subject: subject)
      encoding = found.encoding
      notices += found.notices
    }
    let decoder = try TextDecoder(encoding)
    var fields: [FieldDefinition] = []
    var kept: [TableColumn] = []
    for column in all where column.reading != .binary {
      guard let name = decoder.decode(column.nameBytes, mayBeCut: column.nameBytes.count >= 10)
      else {
        throw TiankanError(
          .malformed, "the name of column \(column.index + 1) is not valid \(encoding)",
          subject: subject)
      }
      if let wanted, !wanted(name) { continue }
      if fields.contains(where: { $0.name == name }) {
        notices.append("several columns are named “\(name)”; the first is found by that name")
      }
      fields.append(FieldDefinition(name, column.reading.kind))
      kept.append(column)
    }
    columns = kept
    if all.contains(where: { $0.reading == .binary }) {
      notices.append("binary columns are left out")
    }
    if wanted != nil {
      Self.ignore(all.filter { one in !kept.contains { $0.index == one.index } }, of: layer)
    }
    self.decoder = decoder
    self.fields = fields
    self.notices = notices
  }

  /// Tells the driver not to read columns that nobody asks for, which saves its time; where it cannot do without, it reads them.
  private static func ignore(_ columns: [TableColumn], of layer: OGRLayer) {
    guard unsafe OGR_L_TestCapability(layer.pointer, "IgnoreFields") != 0 else { return }
    let names = columns.compactMap { String(validating: $0.nameBytes, as: UTF8.self) }
    guard names.count == columns.count else { return }
    let list = GDALStringList(names)
    GDALErrorLog().collect {
      // SAFETY: OGR copies the names and changes none of them; the list lives to the end of the function.
      let names = unsafe UnsafeMutablePointer(mutating: list.constPointer)
      _ = unsafe OGR_L_SetIgnoredFields(layer.pointer, names)
    }
  }

  /// The attributes of a feature.
  ///
  /// - Throws: `.malformed` where a text is not valid in the table's encoding.
  func attributes(of feature: borrowing OGRFeature) throws(TiankanError) -> [Feature.Attribute] {
    var attributes: [Feature.Attribute] = []
    attributes.reserveCapacity(columns.count)
    for (column, field) in zip(columns, fields) {
      attributes.append(Feature.Attribute(field.name, try value(of: column, field, feature)))
    }
    return attributes
  }

  private func value(
    of column: TableColumn, _ field: FieldDefinition, _ feature: borrowing OGRFeature
  ) throws(TiankanError) -> AttributeValue {
    let pointer = unsafe feature.pointer
    guard unsafe OGR_F_IsFieldSetAndNotNull(pointer, column.index) != 0 else { return .null }
    switch column.reading {
    case .integer: return .integer(unsafe OGR_F_GetFieldAsInteger64(pointer, column.index))
    case .real: return .real(unsafe OGR_F_GetFieldAsDouble(pointer, column.index))
    case .date, .time, .dateTime:
      return Self.moment(column, feature).map { .text($0) } ?? .null
    case .text, .binary:
      let bytes = unsafe copiedBytes(OGR_F_GetFieldAsString(pointer, column.index))
      let mayBeCut = column.width > 0 && bytes.count == column.width
      guard let text = decoder.decode(bytes, mayBeCut: mayBeCut) else {
        throw TiankanError(
          .malformed, "the text of “\(field.name)” is not valid \(decoder.encoding)")
      }
      return .text(text)
    }
  }

  /// A date or time in the form of ISO 8601, without a zone where the file has none.
  private static func moment(
    _ column: TableColumn, _ feature: borrowing OGRFeature
  ) -> String? {
    var (year, month, day, hour, minute, zone) = (
      Int32(0), Int32(0), Int32(0), Int32(0), Int32(0), Int32(0)
    )
    var second: Float = 0
    guard
      unsafe OGR_F_GetFieldAsDateTimeEx(
        feature.pointer, column.index, &year, &month, &day, &hour, &minute, &second, &zone) != 0
    else { return nil }
    func padded(_ value: Int32, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    if column.reading == .date { return date }
    var time = "\(padded(hour)):\(padded(minute)):"
    let whole = Int32(second)
    time += padded(whole)
    if second != Float(whole) {
      time += DecimalText.fixed(Double(second) - Double(whole), decimals: 3).dropFirst()
    }
    if column.reading == .time { return time }
    // GDAL: 0 unknown, 1 local, 100 UTC, then quarter hours.
    if zone == 100 { time += "Z" }
    if zone > 1, zone != 100 {
      let minutes = (zone - 100) * 15
      time += "\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60)):\(padded(abs(minutes) % 60))"
    }
    return "\(date)T\(time)"
  }
}

extension TableColumn.Reading {
  /// The kind of column it makes.
  fileprivate var kind: FieldDefinition.Kind {
    switch self {
    case .integer: .integer64
    case .real: .real
    case .date: .date
    case .text, .time, .dateTime, .binary: .text
    }
  }
}
