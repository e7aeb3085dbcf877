public import Diagnostics
public import Imagery

/// Reads what images show of a demolished plot, day by day, as states of its reclamation.
///
/// A plot stands until two views in a row show bare soil; from then on it is cleared; two green views in a row make it
/// reclaimed. The target is reached by cropland with the first harvest, by woods and grassland when it is green a year later;
/// of other classes (water, facilities) images with two indices cannot tell. One view decides nothing. The thresholds
/// are rules of the set `proposed`, in no document.
public struct ReclamationReading: Sendable {
  /// What a day showed: medians over the plot.
  public struct View: Hashable, Sendable {
    /// The day.
    public var date: CalendarDate
    /// NDVI.
    public var greenness: Double
    /// The bare soil index.
    public var bareness: Double

    /// Creates a view.
    public init(_ date: CalendarDate, greenness: Double, bareness: Double) {
      self.date = date
      self.greenness = greenness
      self.bareness = bareness
    }
  }

  private let green: RuleTest
  private let bare: RuleTest
  private let harvest: RuleTest
  private let lasting: RuleTest

  /// Takes the thresholds of a library.
  ///
  /// - Throws: `.usage` where the set `proposed` lacks one of them.
  public init(_ library: RuleLibrary) throws(TiankanError) {
    func test(_ id: String) throws(TiankanError) -> RuleTest {
      guard let test = library.proposed(id)?.rule.test else {
        throw TiankanError(
          .usage, "the rule set proposed has no test \(id); add the rule", subject: "proposed")
      }
      return test
    }
    green = try test("reclaim-green")
    bare = try test("reclaim-bare")
    harvest = try test("reclaim-harvest")
    lasting = try test("reclaim-lasting")
  }

  private func isGreen(_ view: View) -> Bool { green.holds(.number(view.greenness)) == true }

  private func isBare(_ view: View) -> Bool {
    !isGreen(view) && bare.holds(.number(view.bareness)) == true
  }

  /// The states by day.
  ///
  /// - Parameters:
  ///   - views: The views in any order.
  ///   - target: The target class (目标地类), such as `0103`; nil where none is stated: then it is never reached.
  /// - Complexity: O(n log n).
  public func sightings(_ views: [View], target: String?) -> [ReclamationTrack.Sighting] {
    let ordered = views.sorted { $0.date < $1.date }
    var state = ReclamationTrack.State.standing
    var reclaimed: CalendarDate?
    var peak = 0.0
    return ordered.indices.map { index in
      let view = ordered[index]
      let next = index + 1 < ordered.count ? ordered[index + 1] : nil
      func both(_ holds: (View) -> Bool) -> Bool { holds(view) && (next.map(holds) ?? false) }
      switch state {
      case .standing:
        if both(isBare) { state = .cleared }
      case .cleared:
        if both(isGreen) {
          state = .reclaimed
          reclaimed = view.date
          peak = view.greenness
        }
      case .reclaimed:
        peak = max(peak, view.greenness)
        if isTarget(target, both, peak: peak, since: reclaimed) { state = .target }
      case .target: break
      }
      return ReclamationTrack.Sighting(view.date, state)
    }
  }

  private func isTarget(
    _ target: String?, _ both: ((View) -> Bool) -> Bool, peak: Double, since: CalendarDate?
  ) -> Bool {
    switch target?.prefix(2) {
    case "01": both { harvest.holds(.number(peak - $0.greenness)) == true }
    case "02", "03", "04":
      both { view in
        isGreen(view) && since.map { lasting.holds(.period($0, view.date)) == true } ?? false
      }
    default: false
    }
  }
}
