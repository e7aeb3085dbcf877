import Diagnostics
import Foundation

/// Reads a password from standard input; on a terminal without showing it.
enum PasswordPrompt {
  /// One line.
  ///
  /// - Throws: `.usage` where there is none.
  static func read(for name: String) throws(TiankanError) -> String {
    let isTerminal = isatty(STDIN_FILENO) == 1
    var settings = termios()
    if isTerminal {
      StandardStreams.log("password of \(name): ")
      // SAFETY: both calls read and write the one structure, which outlives them.
      unsafe tcgetattr(STDIN_FILENO, &settings)
      var silent = settings
      silent.c_lflag &= ~tcflag_t(ECHO)
      unsafe tcsetattr(STDIN_FILENO, TCSANOW, &silent)
    }
    defer {
      if isTerminal {
        unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        StandardStreams.log("\n")
      }
    }
    guard let line = readLine(), !line.isEmpty else {
      throw TiankanError(
        .usage, "no password was given; type it, or send it as one line to standard input")
    }
    return line
  }
}
