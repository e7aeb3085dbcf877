import Diagnostics

/// The exit statuses of every command. One table from error code to status; nothing else decides it.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Done, but some inputs were refused; each is listed.
  case doneWithRefusals = 1
  /// Wrong usage or configuration, or something that is not built yet.
  case usage = 2
  /// An input or output failed.
  case failed = 3
  /// Another run holds the lock.
  case locked = 4
  /// A bug in this program.
  case bug = 70

  init(_ code: TiankanError.Code) {
    switch code {
    case .usage, .notBuilt: self = .usage
    case .locked: self = .locked
    case .bug: self = .bug
    default: self = .failed
    }
  }
}

extension ExitStatus {
  /// Whether an error concerns one input, so that work on other inputs can go on.
  static func isInputFailure(_ error: TiankanError) -> Bool {
    switch error.code {
    case .usage, .notBuilt, .locked, .bug, .outputFailed, .diskFull, .installation, .interrupted:
      false
    default: true
    }
  }
}
