import ArgumentParser
import Diagnostics
import Foundation
import Monitoring

/// Which configuration a command works with.
struct ConfigurationOption: ParsableArguments {
  /// The variable that names the configuration where `--config` does not.
  static let variable = "TIANKAN_CONFIG"

  @Option(
    help: ArgumentHelp(
      "The configuration of the monitored area (default: $\(variable)).", valueName: "file"))
  var config: String?

  /// The file that was named, if any.
  var file: String? { Self.file(stated: config) }

  /// The file that an option names, else the one that the variable names.
  static func file(stated: String?) -> String? {
    stated ?? ProcessInfo.processInfo.environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads the configuration.
  ///
  /// - Throws: `.usage` where none is named, and what reading throws.
  func load() throws(TiankanError) -> Configuration {
    guard let file else {
      throw TiankanError(
        .usage, "name a configuration with --config FILE, or set \(Self.variable)")
    }
    return try Configuration(reading: file)
  }
}
