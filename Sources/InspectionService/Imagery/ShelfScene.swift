import Geometry
import Imagery

/// A scene as maps need it: where and when it is, and how much of it is clear.
struct ShelfScene: Sendable {
  var scene: Scene
  /// The text of its acquisition, which is its name everywhere.
  var name: String
  var date: CalendarDate
  /// Longitude and latitude (WGS 84) of what it covers.
  var bounds: Envelope
  /// The share of watched pixels that are clear, by the ledger; nil where it does not say.
  var clearShare: Double?
}
