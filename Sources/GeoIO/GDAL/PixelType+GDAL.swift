import CGDAL
import Imagery

extension PixelType {
  /// GDAL's data type for buffers of these samples.
  ///
  /// Before GDAL 3.7 there is no signed byte: such bands are `Byte` with a note, and are reinterpreted by the reader.
  var gdalType: GDALDataType {
    switch self {
    case .uint8: GDT_Byte
    case .int8: GDALLibrary.versionNumber >= 3_070_000 ? GDALDataType(14) : GDT_Byte
    case .uint16: GDT_UInt16
    case .int16: GDT_Int16
    case .uint32: GDT_UInt32
    case .int32: GDT_Int32
    case .float32: GDT_Float32
    case .float64: GDT_Float64
    }
  }
}

extension GDALBand {
  /// The type of the band's samples; `nil` for complex numbers, which no optical product holds.
  ///
  /// 64-bit integers are read as `float64`, exact up to 2⁵³.
  var pixelType: PixelType? {
    switch unsafe GDALGetRasterDataType(pointer) {
    case GDT_Byte: isSignedByte ? .int8 : .uint8
    case GDT_UInt16: .uint16
    case GDT_Int16: .int16
    case GDT_UInt32: .uint32
    case GDT_Int32: .int32
    case GDT_Float32: .float32
    case GDT_Float64, GDT_Int64, GDT_UInt64: .float64
    // The number of GDT_Int8 from GDAL 3.7 on.
    case GDALDataType(14): .int8
    default: nil
    }
  }

  private var isSignedByte: Bool {
    unsafe copiedString(GDALGetMetadataItem(pointer, "PIXELTYPE", "IMAGE_STRUCTURE"))
      == "SIGNEDBYTE"
  }
}
