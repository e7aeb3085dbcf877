import CGDAL
import Glibc

/// A column of a layer as GDAL describes it, its name still in the file's encoding.
struct TableColumn {
  /// How the column's values are read.
  enum Reading {
    case integer, real, text, date, time, dateTime, binary
  }

  /// The position in the layer.
  var index: Int32
  /// The name's bytes.
  var nameBytes: [UInt8]
  /// The width in bytes of text columns of fixed width; 0 where there is none.
  var width: Int
  var reading: Reading

  /// The columns of a layer, in order.
  static func columns(of layer: OGRLayer) -> [TableColumn] {
    guard let definition = unsafe OGR_L_GetLayerDefn(layer.pointer) else { return [] }
    let count = unsafe OGR_FD_GetFieldCount(definition)
    return (0..<count).compactMap { index in
      // SAFETY: definitions belong to the layer, which is open; names are copied at once.
      guard let field = unsafe OGR_FD_GetFieldDefn(definition, index) else { return nil }
      let reading: Reading =
        switch unsafe OGR_Fld_GetType(field) {
        case OFTInteger, OFTInteger64: .integer
        case OFTReal: .real
        case OFTDate: .date
        case OFTTime: .time
        case OFTDateTime: .dateTime
        case OFTBinary: .binary
        default: .text
        }
      return TableColumn(
        index: index, nameBytes: unsafe copiedBytes(OGR_Fld_GetNameRef(field)),
        width: unsafe Int(OGR_Fld_GetWidth(field)), reading: reading)
    }
  }
}

/// Copies the bytes of a C string that GDAL still owns, without its NUL; a null pointer gives none.
func copiedBytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
  guard let text = unsafe text else { return [] }
  // SAFETY: GDAL's strings end with NUL, up to which strlen counts.
  return unsafe [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
