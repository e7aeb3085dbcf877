/// A shared owner of a value that cannot be copied, such as a block of pixels, where a protocol asks for a copyable type.
public final class Owned<Value: ~Copyable & Sendable>: Sendable {
  /// The value.
  public let value: Value

  /// Takes the value over.
  public init(_ value: consuming Value) { self.value = value }
}
