import ArgumentParser
import Diagnostics
import Foundation
import InspectionService

/// Which users file a command works with.
struct UsersOption: ParsableArguments {
  @Option(help: ArgumentHelp("The file of users.", valueName: "file"))
  var users = "users.yaml"

  /// Reads the file; one that is not there has no users.
  func load() throws(TiankanError) -> UsersFile {
    FileManager.default.fileExists(atPath: users) ? try UsersFile(reading: users) : UsersFile()
  }
}
