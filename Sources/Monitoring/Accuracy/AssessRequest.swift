/// What accuracy is wanted of.
public enum AssessRequest: Sendable {
  /// A sample that `SampleJob` drew and people labelled, in the GeoPackage or in a form.
  case sample(String, form: String?)
  /// A map against a reference raster of the same grid, with the classes that the reference's numbers mean.
  case census(map: String, reference: String, meanings: [Int: Int])
}
