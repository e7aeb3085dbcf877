import ArgumentParser
import Diagnostics
import GeoIO
import Imagery

/// What a user states about scenes where their files do not say it.
///
/// Of a pair, `A,B` states one value for each date and a single value both.
struct SceneInterpretation: ParsableArguments {
  enum Quality: String, ExpressibleByArgument, CaseIterable {
    /// Clouds are not masked, although the sensor has a quality layer.
    case none
  }

  /// Which scene of a command is meant.
  enum Part: Int {
    case before = 0
    case after = 1
    /// The only scene of a command with one.
    static let only = Part.before
  }

  @Option(
    help: ArgumentHelp(
      "The sensor profile, by name or as a YAML file; A,B for two (default: recognised).",
      valueName: "name"))
  var sensor: String?

  @Option(help: "'none' goes on without the quality layer that the sensor profile requires.")
  var quality: Quality?

  // A negative number must not be taken for an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The value added to every digital number before scaling (0 or -1000 for Sentinel-2) where neither a tag nor a \
      sidecar says it; A,B for two.
      """, valueName: "number"))
  var dnOffset: String?

  func validate() throws {
    for part in [Part.before, .after] { _ = try offset(part) }
  }

  /// The options for one scene.
  func options(_ part: Part, date: CalendarDate? = nil) -> SceneOptions {
    SceneOptions(
      sensor: Self.value(sensor, part), quality: quality == nil ? .required : .declined,
      dnOffset: (try? offset(part)) ?? nil, sensed: date)
  }

  private func offset(_ part: Part) throws -> Double? {
    guard let text = Self.value(dnOffset, part) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw ValidationError("--dn-offset takes a number, or two separated by a comma")
    }
    return number
  }

  /// The part of `A,B` that is meant for a scene; a single value is meant for both.
  private static func value(_ text: String?, _ part: Part) -> String? {
    guard let text else { return nil }
    let values = text.split(separator: ",", omittingEmptySubsequences: false)
    guard values.count == 2 else { return text }
    return String(values[part.rawValue])
  }
}
