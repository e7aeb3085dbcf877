import Diagnostics
import Imagery

/// A place in the CRS of each scene that is looked at: making a transformation takes longer than looking, and scenes of an
/// archive share a CRS or two.
struct LocalPlaces {
  /// The place as it was given.
  let place: ReportPlace
  private var known: [CoordinateReferenceSystem: ReportPlace] = [:]

  init(_ place: ReportPlace) { self.place = place }

  /// The place in a CRS.
  mutating func place(in crs: CoordinateReferenceSystem) throws(TiankanError) -> ReportPlace {
    if let found = known[crs] { return found }
    let made = try place.transformed(to: crs)
    known[crs] = made
    return made
  }
}
