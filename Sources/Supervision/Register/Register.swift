public import Imagery

/// The project register as it stands at a revision: all records by key.
///
/// A value; changes are made by applying a proposal, which the store then keeps as the next revision.
public struct Register: Hashable, Sendable {
  /// The CRS of all outlines.
  public var crs: CoordinateReferenceSystem
  /// The number of the last confirmed import; 0 for an empty register.
  public var revision: Int
  /// The records of each kind, by identifier.
  private var tables: [RegisterKind: [String: RegisterRecord]] = [:]
  /// The records of each kind that belong to a project, unit or owner, by its identifier.
  private var groups: [RegisterKind: [String: Set<String>]] = [:]

  /// Creates an empty register.
  public init(crs: CoordinateReferenceSystem, revision: Int = 0) {
    self.crs = crs
    self.revision = revision
  }

  /// The record of a key.
  public subscript(key: RegisterRecord.Key) -> RegisterRecord? {
    get { tables[key.kind]?[key.id] }
    set {
      if let old = tables[key.kind]?[key.id], let group = old.group {
        groups[key.kind]?[group]?.remove(key.id)
      }
      tables[key.kind, default: [:]][key.id] = newValue
      if let group = newValue?.group {
        groups[key.kind, default: [:]][group, default: []].insert(key.id)
      }
    }
  }

  /// The record of a kind and identifier.
  public subscript(kind: RegisterKind, id: String) -> RegisterRecord? {
    tables[kind]?[id]
  }

  /// The records of a kind, by identifier.
  public func all(_ kind: RegisterKind) -> [RegisterRecord] {
    (tables[kind] ?? [:]).values.sorted {
      $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
    }
  }

  /// All records, by kind and identifier.
  public var sorted: [RegisterRecord] { RegisterKind.allCases.flatMap(all) }

  /// The keys of all records, in no order.
  public var keys: [RegisterRecord.Key] {
    tables.flatMap { kind, table in table.keys.map { RegisterRecord.Key(kind, $0) } }
  }
}

// How records hang together.
extension Register {
  /// The record of one of some kinds with an identifier.
  public func record(_ id: String, among kinds: [RegisterKind]) -> RegisterRecord? {
    for kind in kinds { if let found = self[kind, id] { return found } }
    return nil
  }

  /// The project that a record belongs to.
  public func project(of record: RegisterRecord) -> RegisterRecord? {
    switch record.key.kind {
    case .project: record
    case .subproject, .plot: record.text("project").flatMap { self[.project, $0] }
    case .milestone, .plan, .approval, .gate:
      record.text("owner").flatMap { self.record($0, among: [.project, .subproject]) }
        .flatMap { project(of: $0) }
    case .township, .unit: nil
    }
  }

  /// The unit that a record belongs to.
  public func unit(of record: RegisterRecord) -> RegisterRecord? {
    if record.key.kind == .unit { return record }
    if let owner = record.text("owner"), let unit = self[.unit, owner],
      record.key.kind == .gate || record.key.kind == .approval
    {
      return unit
    }
    return project(of: record)?.text("unit").flatMap { self[.unit, $0] }
  }

  /// The county that a record belongs to.
  public func county(of record: RegisterRecord) -> String? {
    record.text("county") ?? unit(of: record)?.text("county")
  }

  /// The records of a kind that belong to a project, unit or owner, by identifier.
  ///
  /// - Complexity: O(n log n) in the number of those records.
  public func members(_ kind: RegisterKind, of id: String) -> [RegisterRecord] {
    (groups[kind]?[id] ?? []).compactMap { self[kind, $0] }.sorted { $0.key < $1.key }
  }

  /// The records of a kind that belong to some owners, by identifier.
  public func members(_ kind: RegisterKind, of ids: some Sequence<String>) -> [RegisterRecord] {
    ids.flatMap { members(kind, of: $0) }.sorted { $0.key < $1.key }
  }

  /// The projects of a unit.
  public func projects(of unit: String) -> [RegisterRecord] { members(.project, of: unit) }

  /// The sub-projects of a project.
  public func subprojects(of project: String) -> [RegisterRecord] {
    members(.subproject, of: project)
  }

  /// The plots of a project.
  public func plots(of project: String) -> [RegisterRecord] { members(.plot, of: project) }

  /// The gates of a project and of its unit, by day; those of one day in the order of the process.
  public func gates(of project: RegisterRecord, in process: ProcessDefinition?) -> [RegisterRecord]
  {
    let owners = Set([project.id, project.text("unit")].compactMap { $0 })
    func place(_ record: RegisterRecord) -> Int {
      let state = record.text("state") ?? ""
      return process?.chain.firstIndex(of: process?.state(named: state)?.id ?? state) ?? 0
    }
    return members(.gate, of: owners).sorted { one, next in
      let days = (one.date("reached_on"), next.date("reached_on"))
      guard let first = days.0, let second = days.1, first != second else {
        return (place(one), one.id) < (place(next), next.id)
      }
      return first < second
    }
  }
}

extension RegisterRecord {
  /// What the record belongs to: its project, unit or owner.
  fileprivate var group: String? {
    switch key.kind {
    case .township, .unit: nil
    case .project: text("unit")
    case .subproject, .plot: text("project")
    case .milestone, .plan, .approval, .gate: text("owner")
    }
  }
}
