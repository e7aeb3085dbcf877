/// Files that a profile's layout recognises as one scene, before any of them is opened.
struct SceneCandidate {
  /// A file and the band within it.
  struct Member: Hashable {
    /// What the file name, the description or the asset calls the band.
    var name: String
    /// The file.
    var path: String
    /// The band within the file, counted from 1.
    var band = 1
    /// What a catalog states of the numbers.
    var statements: [ScalingStatement] = []
    /// What a catalog states as "no data".
    var noData: Double?
  }

  /// The name under which the user gave the scene.
  var name: String
  /// The profile.
  var profile: SensorProfile
  /// The files by band.
  var members: [Member]
  /// What names say.
  var facts: SceneFacts
  /// The product's metadata file.
  var metadataFile: String?
  /// What stands beside the scene.
  var sidecar: SceneSidecar?
  /// What the reader should know already.
  var notices: [String] = []
}
