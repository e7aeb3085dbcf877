public import Diagnostics
public import GeoIO
import Geometry
public import LandUnits

/// Land units from a boundary file, with what had to be left out or repaired.
public struct LandUnitLoader {
  /// What a boundary file gave.
  public struct Loaded: Sendable {
    /// The land units in the order of the file.
    public var units: [LandUnit]
    /// Features that were left out.
    public var refusals: [Refusal]
    /// What a reader should know: repairs, conversions.
    public var notices: [String]
  }

  /// Reads a boundary file `PATH[#layer]`.
  ///
  /// - Throws: Where the file or layer as a whole cannot be used. An empty layer is not thrown but refused, because
  ///   a comparison without it still stands.
  public static func load(
    _ argument: String, options: BoundaryOptions
  ) throws(TiankanError) -> Loaded {
    let layer: BoundaryLayer
    do throws(TiankanError) {
      layer = try BoundaryReader.read(argument, options: options)
    } catch  where error.code == .empty {
      return Loaded(
        units: [], refusals: [Refusal(error, subject: BoundaryReader.subject(of: argument))],
        notices: [])
    }
    let made: (units: [LandUnit], refusals: [Refusal])
    do throws(TiankanError) {
      made = try LandUnit.units(from: layer.features, layer: layer.name, crs: layer.crs)
    } catch {
      // What concerns the layer as a whole, such as its CRS, is thrown without saying which file it is.
      throw TiankanError(
        error.code, error.message, subject: BoundaryReader.subject(of: argument),
        cause: error.cause ?? error.subject)
    }
    return Loaded(
      units: made.units, refusals: layer.refusals + made.refusals, notices: layer.notices)
  }
}
