public import Imagery

extension ClueLifeCycle {
  /// A clue as the ledger has published it.
  public struct Published: Hashable, Sendable {
    /// The key.
    public var key: ClueKey
    /// The state of detection.
    public var state: DetectionState
    /// The day of confirmation; nil before.
    public var confirmedDate: CalendarDate?
    /// The area in square metres that was last published by an event.
    public var squareMetres: Double
    /// Whether it has a public number.
    public var isNumbered: Bool

    /// Creates a published clue.
    public init(
      key: ClueKey, state: DetectionState, confirmedDate: CalendarDate?, squareMetres: Double,
      isNumbered: Bool
    ) {
      self.key = key
      self.state = state
      self.confirmedDate = confirmedDate
      self.squareMetres = squareMetres
      self.isNumbered = isNumbered
    }
  }

  /// A clue as the run found it.
  public struct Found: Hashable, Sendable {
    /// The key.
    public var key: ClueKey
    /// The state of detection.
    public var state: DetectionState
    /// The day of confirmation; nil before.
    public var confirmedDate: CalendarDate?
    /// The area in square metres.
    public var squareMetres: Double

    /// Creates a found clue.
    public init(
      key: ClueKey, state: DetectionState, confirmedDate: CalendarDate?, squareMetres: Double
    ) {
      self.key = key
      self.state = state
      self.confirmedDate = confirmedDate
      self.squareMetres = squareMetres
    }
  }

  /// A found clue of the same kind that covers a part of one that vanished.
  public struct Cover: Hashable, Sendable {
    /// The found clue.
    public var key: ClueKey
    /// The covered part as a share of the vanished clue, 0 to 1.
    public var share: Double

    /// Creates a cover.
    public init(key: ClueKey, share: Double) {
      self.key = key
      self.share = share
    }
  }
}
