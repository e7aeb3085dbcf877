import Imagery

@testable import ChangeDetection

extension ChangeRows {
  /// Places a block with the evidence of all its pixels.
  mutating func place(_ block: borrowing ChangeBlock, column: Int, row: Int) {
    var found = FoundChanges(evidence: block.evidence)
    found.reshape(width: block.width, height: block.height)
    do {
      var view = found.states.mutableSamples
      for position in view.indices { view[position] = block.state[position] }
    }
    for line in 0..<block.height {
      for x in 0..<block.width {
        found.append(column: x)
        for kind in block.evidence {
          found.append(value: block.plane(kind)[line * block.width + x])
        }
      }
      found.endRow()
    }
    place(found, column: column, row: row)
  }
}
