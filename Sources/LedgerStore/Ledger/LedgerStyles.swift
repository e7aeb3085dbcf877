import Diagnostics
import GeoIO

/// The default styles of the ledger's layers, for QGIS.
enum LedgerStyles {
  static func install(in database: FeatureDatabase) throws(TiankanError) {}
}
