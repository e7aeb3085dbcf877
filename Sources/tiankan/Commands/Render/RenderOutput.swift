import ArgumentParser

/// The files that pictures are written to.
enum RenderOutput {
  /// Refuses a name that would hide what the file is.
  static func validate(_ path: String) throws {
    guard path.lowercased().hasSuffix(".png") || path.lowercased().hasSuffix(".apng") else {
      throw ValidationError("--out is a PNG file: its name must end in .png")
    }
  }
}
