/// A piece of a document that a page end never divides: a line of a table, a pair of pictures, a chart.
struct PageBlock: Sendable {
  /// The height it takes, with the space below it.
  var height: Double
  var marks: [PageMark]
  /// What leads to it in the list of contents; nil for most.
  var bookmark: String?

  init(height: Double, marks: [PageMark] = [], bookmark: String? = nil) {
    self.height = height
    self.marks = marks
    self.bookmark = bookmark
  }
}
