extension Region {
  /// The middle of the region's longest run, in columns and rows from the upper left corner of the grid; the first such
  /// run where several are longest.
  ///
  /// A point that is surely inside and far from two of the edges: where to send somebody. Found in one pass over the
  /// runs, however ragged the region is and however many holes it has.
  public var position: (column: Double, row: Double) {
    var longest = runs.first
    for run in runs where run.count > (longest?.count ?? 0) { longest = run }
    guard let longest else { return (Double(anchorColumn) + 0.5, Double(anchorRow) + 0.5) }
    return (Double(longest.start + longest.end) / 2, Double(longest.row) + 0.5)
  }
}
