import CGDAL
import Geometry
import Imagery

extension OGRFeature {
  /// Sets a field; its type and the value's must agree.
  func set(_ index: Int32, to value: AttributeValue) {
    switch value {
    case .null: unsafe OGR_F_SetFieldNull(pointer, index)
    case .integer(let number): unsafe OGR_F_SetFieldInteger64(pointer, index, number)
    case .real(let number): unsafe OGR_F_SetFieldDouble(pointer, index, number)
    case .text(let text): unsafe OGR_F_SetFieldString(pointer, index, text)
    }
  }
}

extension FieldDefinition.Kind {
  /// OGR's type for columns of this kind.
  var ogrType: OGRFieldType {
    switch self {
    case .integer64: OFTInteger64
    case .real: OFTReal
    case .text, .json: OFTString
    case .date: OFTDate
    }
  }
}
