import Diagnostics
import Foundation

/// Standard input, output and error, made safe to use however the program was started.
///
/// Logs are a courtesy: whoever reads them may go away, their disk may be full, and the work goes on. Results are not:
/// what cannot be printed is an error.
enum StandardStreams {
  /// Must run first: keeps the numbers 0 to 2 from being given to files, and failed writes from ending the program.
  static func prepare() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // Descriptors are given from the lowest on, so this one takes the number that is free. A result that nobody
      // can receive must fail, so output is opened for reading only.
      let mode = number == STDERR_FILENO ? O_WRONLY : O_RDONLY
      // SAFETY: the path is a literal that lives through the call.
      _ = unsafe open("/dev/null", mode)
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Prints a line of results.
  static func print(_ line: String) throws(TiankanError) {
    try write(Array((line + "\n").utf8))
  }

  /// Writes bytes of results.
  static func write(_ bytes: [UInt8]) throws(TiankanError) {
    guard let code = write(bytes, to: STDOUT_FILENO) else { return }
    // SAFETY: the C library's text is copied before anything else can change it.
    let cause = unsafe String(cString: strerror(code))
    throw TiankanError(
      code == ENOSPC ? .diskFull : .outputFailed,
      "the results could not be printed; files that were written are complete",
      subject: "standard output", cause: cause)
  }

  /// Writes to standard error what can be written.
  static func log(_ text: String) {
    _ = write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Writes all of it; returns the system's error number where it could not.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    // SAFETY: every slice lies inside the array's memory, which lives through the closure.
    return unsafe bytes.withUnsafeBytes { buffer in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let written = unsafe Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          return errno
        }
        unsafe rest = rest.dropFirst(written)
      }
      return nil
    }
  }
}
