extension BoundaryReader {
  /// The file, folder or database that a boundary argument `PATH[#layer]` names, without the layer.
  public static func source(of argument: String) -> String { BoundaryArgument(argument).source }

  /// How a boundary argument is named in messages: without passwords.
  public static func subject(of argument: String) -> String { BoundaryArgument(argument).subject }
}
