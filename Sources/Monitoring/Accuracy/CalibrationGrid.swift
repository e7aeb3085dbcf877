import Diagnostics
import Foundation
import Yams

/// The settings that a calibration tries: every combination of the values that a grid file lists.
///
/// A grid file looks like a rule file, with a list of values in place of a constant:
/// `abandonment: {gate: {minimumDates: [10, 12, 14]}}`. A constant with one value is the same in every setting. A value that is itself a
/// list stands inside another list.
struct CalibrationGrid {
  /// The constants that differ between settings, with their values.
  struct Axis {
    var path: [String]
    var values: [Any]

    var name: String { path.joined(separator: ".") }
  }

  /// The most settings: each costs a run over the archive.
  static let mostSettings = 256

  let axes: [Axis]
  private let subject: String

  /// Reads a grid.
  ///
  /// - Throws: `.notFound`; `.usage` for what is no grid or has too many settings.
  init(reading path: String) throws(TiankanError) {
    subject = path
    let tree: Any?
    do {
      tree = try Yams.load(yaml: String(contentsOfFile: path, encoding: .utf8))
    } catch let error as YamlError {
      throw TiankanError(
        .usage, "the grid is not valid YAML; correct it", subject: path, cause: "\(error)")
    } catch {
      throw TiankanError(.notFound, "the grid cannot be read", subject: path, cause: "\(error)")
    }
    guard let root = tree as? [String: Any], !root.isEmpty else {
      throw TiankanError(
        .usage, "a grid is a mapping of constants to lists of values", subject: path)
    }
    var axes: [Axis] = []
    Self.collect(root, at: [], into: &axes)
    for axis in axes {
      guard !axis.values.isEmpty else {
        throw TiankanError(.usage, "\(axis.name): the list has no value", subject: path)
      }
    }
    var count = 1
    for axis in axes {
      count = count.multipliedReportingOverflow(by: axis.values.count).partialValue
      guard (1...Self.mostSettings).contains(count) else {
        throw TiankanError(
          .usage,
          "the grid has more than \(Self.mostSettings) settings, and each costs a run; list fewer values",
          subject: path)
      }
    }
    self.axes = axes
  }

  /// The number of settings.
  var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// The values of a setting, one for each axis; the last axis changes fastest.
  func values(of setting: Int) -> [Any] {
    var rest = setting
    var values: [Any] = []
    for axis in axes.reversed() {
      values.append(axis.values[rest % axis.values.count])
      rest /= axis.values.count
    }
    return values.reversed()
  }

  /// What differs in a setting, as people read it.
  func label(of setting: Int) -> String {
    zip(axes, values(of: setting)).filter { $0.0.values.count > 1 }
      .map { "\($0.0.name)=\($0.1)" }.joined(separator: " ")
  }

  /// The constants of a setting as a tree.
  private func tree(of setting: Int) -> [String: Any] {
    var tree: [String: Any] = [:]
    for (axis, value) in zip(axes, values(of: setting)) {
      Self.set(value, at: axis.path[...], in: &tree)
    }
    return tree
  }

  /// A setting as a rule file.
  func ruleFile(of setting: Int, name: String, version: String, source: String)
    throws(TiankanError) -> String
  {
    do {
      let head = try ["name": name, "version": version, "source": source].sorted { $0.key < $1.key }
        .map { try Yams.dump(object: [$0.key: $0.value], allowUnicode: true) }.joined()
      return head + (try Yams.dump(object: tree(of: setting), allowUnicode: true, sortKeys: true))
    } catch {
      throw TiankanError(
        .usage, "a value of the grid cannot be written as a rule", subject: subject,
        cause: "\(error)")
    }
  }

  private static func collect(_ tree: [String: Any], at path: [String], into axes: inout [Axis]) {
    for (key, value) in tree.sorted(by: { $0.key < $1.key }) {
      switch value {
      case let branch as [String: Any]: collect(branch, at: path + [key], into: &axes)
      case let list as [Any]: axes.append(Axis(path: path + [key], values: list))
      default: axes.append(Axis(path: path + [key], values: [value]))
      }
    }
  }

  private static func set(
    _ value: Any, at path: ArraySlice<String>, in tree: inout [String: Any]
  ) {
    guard let key = path.first else { return }
    if path.count == 1 {
      tree[key] = value
    } else {
      var branch = tree[key] as? [String: Any] ?? [:]
      set(value, at: path.dropFirst(), in: &branch)
      tree[key] = branch
    }
  }
}
