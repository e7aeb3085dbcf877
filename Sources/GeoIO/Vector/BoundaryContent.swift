import Diagnostics

/// Where the features of a reader come from: a text already in memory, or an open file.
struct BoundaryContent: ~Copyable {
  private let text: BoundaryLayer?
  private let file: VectorFeatures?

  init(text: BoundaryLayer) {
    self.text = text
    file = nil
  }

  init(file: consuming VectorFeatures) {
    text = nil
    self.file = consume file
  }

  /// The numbers of the first and the last row; nil where the rows cannot be chosen by number.
  var rows: ClosedRange<Int64>? {
    switch file {
    case .some(let file): file.rows
    case .none: nil
    }
  }

  func forEachBatch(
    in stretch: BoundaryStretch = .whole, ofAtMost size: Int,
    _ body: (BoundaryBatch) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    if let text {
      try body(
        BoundaryBatch(features: text.features, refusals: text.refusals, notices: text.notices))
    }
    try file?.forEachBatch(in: stretch, ofAtMost: size, body)
  }
}
