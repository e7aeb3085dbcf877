import ArgumentParser
import ChangeDetection
import Diagnostics
import Imagery
import Reporting

/// What a picture shows: colours or an index.
struct RenderContent: ParsableArguments {
  @Option(
    help: "The colours: true-color, color-infrared or short-wave (default: the first possible).")
  var bands: RenderBands?

  @Option(help: ArgumentHelp("An index in colours of a ramp, such as ndvi.", valueName: "name"))
  var index: String?

  // A negative number must not be taken for an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The values at the ramp's ends, such as -0.2,0.9 (default: percentiles 2 and 98 of what is shown).",
      valueName: "low,high"))
  var range: String?

  func validate() throws {
    if bands != nil, index != nil {
      throw ValidationError("--bands and --index exclude each other")
    }
    if range != nil, index == nil { throw ValidationError("--range is the range of an --index") }
    if let index, SpectralIndex(rawValue: index) == nil {
      throw ValidationError(
        "there is no index \(index); there are \(SpectralIndex.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    _ = try ends()
  }

  /// What to show of scenes with these bands.
  func content(of roles: Set<BandRole>) throws(TiankanError) -> FrameContent {
    if let index, let spectral = SpectralIndex(rawValue: index) {
      return .index(spectral, range: (try? ends()) ?? nil)
    }
    if let bands { return .colors(bands.composite) }
    let possible = RenderBands.allCases.map(\.composite).first { roles.isSuperset(of: $0.roles) }
    guard let possible else {
      throw TiankanError(
        .missingBand,
        "the bands \(roles.sorted().map(\.rawValue).joined(separator: ", ")) make no colour picture; ask for an --index"
      )
    }
    return .colors(possible)
  }

  private func ends() throws -> ClosedRange<Double>? {
    guard let range else { return nil }
    let values = range.split(separator: ",").compactMap { Double($0) }
    guard values.count == 2, values[0] < values[1], values.allSatisfy(\.isFinite) else {
      throw ValidationError("--range takes two numbers, the lower one first, such as -0.2,0.9")
    }
    return values[0]...values[1]
  }
}
