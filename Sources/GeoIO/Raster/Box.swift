/// Holds a noncopyable value by reference, because arrays and dictionaries of this language version cannot hold one.
///
/// Stays inside one noncopyable owner, so the value has one user at a time, as if it were held directly.
final class Box<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}
