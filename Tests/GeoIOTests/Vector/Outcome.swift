import Diagnostics
import GeoIO

/// The error of reading a boundary; `nil` if it can be read.
func failure(reading argument: String, _ options: BoundaryOptions = BoundaryOptions())
  -> TiankanError?
{
  do throws(TiankanError) {
    _ = try BoundaryReader.read(argument, options: options)
    return nil
  } catch {
    return error
  }
}
