import Foundation
import TestSupport

/// A NumPy array file (format 1.0, little-endian, rows last), as the numbers of other software come.
struct NumPyFile {
  /// The length of each axis.
  let shape: [Int]
  /// The numbers, the last axis fastest.
  let values: [Double]

  /// Why a file is not read.
  struct Unreadable: Error {
    var header: String
  }

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    let length = Int(data[8]) + 256 * Int(data[9])
    let header = String(decoding: data[10..<(10 + length)], as: UTF8.self)
    let body = Array(data[(10 + length)...])
    guard !header.contains("True"), let open = header.firstIndex(of: "("),
      let close = header.firstIndex(of: ")")
    else { throw Unreadable(header: header) }
    shape = header[header.index(after: open)..<close].split(separator: ",")
      .compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    let count = shape.reduce(1, *)
    func bits(_ index: Int, _ size: Int) -> UInt32 {
      (0..<size).reduce(0) { $0 | UInt32(body[index * size + $1]) << UInt32(8 * $1) }
    }
    if header.contains("<f4") {
      values = (0..<count).map { Double(Float(bitPattern: bits($0, 4))) }
    } else if header.contains("<i2") || header.contains("<u2") {
      values = (0..<count).map { Double(bits($0, 2)) }
    } else if header.contains("|u1") {
      values = (0..<count).map { Double(body[$0]) }
    } else {
      throw Unreadable(header: header)
    }
  }
}
