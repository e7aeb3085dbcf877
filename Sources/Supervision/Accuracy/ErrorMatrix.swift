/// Counts of units by the class of the map (rows) and of the reference (columns).
///
/// For a census, where every pixel or object of an area has a reference label, shares of this matrix are the truth of that
/// area and have no sampling error. For a sample, `StratifiedAccuracy` gives estimates with their errors.
public struct ErrorMatrix: Hashable, Sendable {
  /// The names of the classes, in the order of rows and columns.
  public let classes: [String]
  /// Counts, row by row.
  public private(set) var counts: [Int]

  /// A matrix without counts.
  public init(classes: [String]) {
    self.classes = classes
    counts = [Int](repeating: 0, count: classes.count * classes.count)
  }

  /// The count of units that the map puts in one class and the reference in another.
  public subscript(map map: Int, reference reference: Int) -> Int {
    counts[map * classes.count + reference]
  }

  /// Counts units.
  public mutating func add(_ count: Int = 1, map: Int, reference: Int) {
    counts[map * classes.count + reference] += count
  }

  /// All units.
  public var total: Int { counts.reduce(0, +) }

  /// The units the map puts in a class.
  public func mapped(_ index: Int) -> Int {
    (0..<classes.count).reduce(0) { $0 + self[map: index, reference: $1] }
  }

  /// The units the reference puts in a class.
  public func referenced(_ index: Int) -> Int {
    (0..<classes.count).reduce(0) { $0 + self[map: $1, reference: index] }
  }

  /// The share of units that agree; nil without units.
  public var overall: Double? {
    share((0..<classes.count).reduce(0) { $0 + self[map: $1, reference: $1] }, of: total)
  }

  /// User's accuracy, precision: of what the map puts in a class, the share that is.
  public func usersAccuracy(_ index: Int) -> Double? {
    share(self[map: index, reference: index], of: mapped(index))
  }

  /// Producer's accuracy, recall: of what is in a class, the share that the map puts there.
  public func producersAccuracy(_ index: Int) -> Double? {
    share(self[map: index, reference: index], of: referenced(index))
  }

  /// F1 = 2·TP / (2·TP + FP + FN).
  public func f1(_ index: Int) -> Double? {
    share(2 * self[map: index, reference: index], of: mapped(index) + referenced(index))
  }

  /// Intersection over union = TP / (TP + FP + FN).
  public func intersectionOverUnion(_ index: Int) -> Double? {
    let both = self[map: index, reference: index]
    return share(both, of: mapped(index) + referenced(index) - both)
  }

  private func share(_ part: Int, of whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }
}
