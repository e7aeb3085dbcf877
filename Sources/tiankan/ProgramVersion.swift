/// The version of the program, as it stands in every output.
enum ProgramVersion {
  static let current = "0.1.0"
}
