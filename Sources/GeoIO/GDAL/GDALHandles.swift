import CGDAL

// GDAL's handles all import as `UnsafeMutableRawPointer`, so the compiler could not tell a band from a layer.
// Each kind has its own type here. These are the borrowed kinds: they own nothing and are valid only while the
// `GDALDataset` (or other owner) they came from lives; functions take them as arguments and never store them.

/// A band of an open dataset; belongs to the dataset.
@safe
struct GDALBand {
  let pointer: UnsafeMutableRawPointer
}

/// A layer of an open vector dataset; belongs to the dataset.
@safe
struct OGRLayer {
  let pointer: UnsafeMutableRawPointer
}

/// The schema of a layer; belongs to the layer.
@safe
struct OGRFeatureDefinition {
  let pointer: UnsafeMutableRawPointer
}

/// A registered driver; lives as long as the process.
@safe
struct GDALFormat {
  let pointer: UnsafeMutableRawPointer

  /// The driver of that short name, such as `GTiff` or `GPKG`; `nil` where this GDAL was built without it.
  init?(named name: String) {
    GDALLibrary.prepare()
    guard let found = unsafe GDALGetDriverByName(name) else { return nil }
    unsafe pointer = found
  }
}

/// A feature that the holder owns.
@safe
struct OGRFeature: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Takes over a feature that OGR handed out, as `OGR_L_GetNextFeature` and `OGR_F_Create` do.
  init(owning pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }

  deinit { unsafe OGR_F_Destroy(pointer) }
}

/// A geometry that the holder owns.
@safe
struct OGRGeometry: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Takes over a geometry that OGR created.
  init(owning pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }

  deinit { unsafe OGR_G_DestroyGeometry(pointer) }
}

/// A spatial reference that the holder owns one count of.
@safe
struct OSRSpatialReference: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Takes over one count, as from `OSRNewSpatialReference` or `OSRClone`.
  init(owning pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }

  deinit { unsafe OSRRelease(pointer) }
}
