public import Imagery

/// What a user states about a scene where its files do not, or declines.
public struct SceneOptions: Sendable, Hashable {
  /// What to do about the quality layer.
  public enum Quality: Sendable, Hashable {
    /// A scene without the layer that its sensor profile requires is refused.
    case required
    /// The layer is not used, whether or not it is there; clouds are then not masked.
    case declined
  }

  /// The name of the sensor profile or the path of a profile's file (`*.yaml`).
  public var sensor: String?
  /// Whether the quality layer is used.
  public var quality: Quality
  /// What is added to every DN before scaling, where neither tag nor sidecar says it.
  public var dnOffset: Double?
  /// The day of acquisition, where neither metadata nor sidecar says it.
  public var sensed: CalendarDate?

  /// Creates options; the defaults state nothing.
  public init(
    sensor: String? = nil, quality: Quality = .required, dnOffset: Double? = nil,
    sensed: CalendarDate? = nil
  ) {
    self.sensor = sensor
    self.quality = quality
    self.dnOffset = dnOffset
    self.sensed = sensed
  }
}
