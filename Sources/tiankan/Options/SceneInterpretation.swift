import ArgumentParser

/// What a user states about scenes where their files do not say it.
struct SceneInterpretation: ParsableArguments {
  enum Quality: String, ExpressibleByArgument, CaseIterable {
    /// Clouds are not masked, although the sensor has a quality layer.
    case none
  }

  @Option(
    help: ArgumentHelp(
      "The sensor profile, by name or as a YAML file (default: recognised from the files).",
      valueName: "name"))
  var sensor: String?

  @Option(help: "'none' goes on without the quality layer that the sensor profile requires.")
  var quality: Quality?

  @Option(
    help: ArgumentHelp(
      """
      The value added to every digital number before scaling (0 or -1000 for Sentinel-2) where neither a tag nor a \
      sidecar says it.
      """, valueName: "number"))
  var dnOffset: Double?
}
