import Imagery

@testable import ChangeDetection

/// Makes stacks and reads results in tests.
enum StackFactory {
  static let sentinel2 = BandScaling(offset: 0, unit: 0.0001)

  /// A stack whose planes are given per role.
  static func stack(
    _ planes: [(BandRole, [Float])], scaling: BandScaling = sentinel2, width: Int
  ) -> BandStack {
    let count = planes.first?.1.count ?? 0
    var stack = BandStack(
      roles: planes.map(\.0), scalings: planes.map { _ in scaling }, width: width,
      height: count / width)
    for (role, values) in planes {
      var plane = stack.mutablePlane(role)
      for i in values.indices { plane[i] = values[i] }
    }
    return stack
  }

  /// A window of another stack.
  static func crop(_ stack: borrowing BandStack, _ window: Window) -> BandStack {
    var part = BandStack(
      roles: stack.roles, scalings: stack.scalings, width: window.width, height: window.height)
    for role in stack.roles {
      let source = stack.plane(role)
      var target = part.mutablePlane(role)
      for row in 0..<window.height {
        for column in 0..<window.width {
          target[row * window.width + column] =
            source[(window.row + row) * stack.width + window.column + column]
        }
      }
    }
    return part
  }
}

extension Span where Element: BitwiseCopyable {
  /// The elements as an array.
  var array: [Element] { indices.map { self[$0] } }
}
