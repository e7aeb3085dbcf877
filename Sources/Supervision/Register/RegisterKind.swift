/// A kind of record of the project register (项目库). The raw value is the stable code in files and JSON.
public enum RegisterKind: String, Hashable, Sendable, CaseIterable {
  /// A township with its class of terrain and its designated permanent basic farmland.
  case township
  /// The area for which one plan is made (实施单元).
  case unit
  /// A project.
  case project
  /// A part of a project under one department (子项目).
  case subproject
  /// A piece of land with one role: new cropland, moved in or out, demolished, built anew.
  case plot
  /// What is to be reached by when.
  case milestone
  /// How much of what is planned by when.
  case plan
  /// A document that permits something.
  case approval
  /// A state that a project has reached, with the images it rested on.
  case gate
}

extension RegisterKind {
  /// Whether records have an outline.
  public var isSpatial: Bool {
    switch self {
    case .township, .unit, .project, .subproject, .plot: true
    case .milestone, .plan, .approval, .gate: false
    }
  }

  /// The columns besides `id` and the outline, in the order of tables.
  public var columns: [RegisterColumn] {
    switch self {
    case .township:
      [
        .init("name", .text), .init("county", .text, required: true),
        .init("terrain", .code(.terrain)), .init("designated", .area),
        .init("designated_on", .date),
      ]
    case .unit:
      [
        .init("name", .text, required: true), .init("county", .text, required: true),
        .init("townships", .references(.township)), .init("process", .text),
        .init("clock_start", .date), .init("care_months", .integer),
        .init("responsible", .text),
      ]
    case .project:
      [
        .init("name", .text, required: true), .init("unit", .reference([.unit]), required: true),
        .init("kind", .text), .init("funding", .text), .init("approved_on", .date),
        .init("start_on", .date), .init("finish_on", .date), .init("completed_on", .date),
        .init("responsible", .text),
      ]
    case .subproject:
      [
        .init("name", .text), .init("project", .reference([.project]), required: true),
        .init("kind", .code(.subProjectKind), required: true), .init("department", .text),
        .init("start_on", .date), .init("finish_on", .date), .init("completed_on", .date),
      ]
    case .plot:
      [
        .init("project", .reference([.project]), required: true),
        .init("subproject", .reference([.subproject])),
        .init("role", .code(.plotRole), required: true),
        .init("township", .reference([.township])), .init("batch", .text),
        .init("counted_on", .date), .init("class_before", .text), .init("class_after", .text),
        .init("declared", .area), .init("surveyed", .area), .init("surveyor", .text),
        .init("survey_method", .text), .init("surveyed_on", .date), .init("recognised", .area),
        .init("recognised_on", .date), .init("net_share", .share), .init("pair", .text),
        .init("approved_on", .date), .init("supplied_on", .date), .init("agreed_start", .date),
      ]
    case .milestone:
      [
        .init("owner", .reference([.project, .subproject]), required: true),
        .init("name", .text, required: true), .init("due_on", .date, required: true),
        .init("done_on", .date),
      ]
    case .plan:
      [
        .init("owner", .reference([.project, .subproject]), required: true),
        .init("category", .code(.planCategory), required: true),
        .init("due_on", .date, required: true), .init("area", .area, required: true),
      ]
    case .approval:
      [
        .init("owner", .reference([.unit, .project, .subproject]), required: true),
        .init("kind", .code(.approvalKind), required: true),
        .init("approved_on", .date, required: true), .init("valid_to", .date),
        .init("replaces", .reference([.approval])),
      ]
    case .gate:
      [
        .init("owner", .reference([.unit, .project]), required: true),
        .init("state", .text, required: true), .init("reached_on", .date, required: true),
        .init("evidence", .texts), .init("document", .text),
      ]
    }
  }

  /// A column by its name.
  public func column(_ name: String) -> RegisterColumn? { columns.first { $0.name == name } }

  /// The columns whose texts make an identifier where a table has none; empty where it must have one.
  public var derivedIdentifier: [String] {
    switch self {
    case .milestone: ["owner", "name"]
    case .plan: ["owner", "category", "due_on"]
    case .gate: ["owner", "state", "reached_on"]
    default: []
    }
  }
}
