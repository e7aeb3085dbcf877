import Diagnostics
import GeoIO
import Supervision

/// The default styles of the ledger's layers for QGIS, in the table `layer_styles` of a GeoPackage.
///
/// QGIS looks for that table in the schema `public` of a server, which is not the ledger's to write to.
enum LedgerStyles {
  static func install(in database: FeatureDatabase) throws(TiankanError) {
    guard database.address.kind == .geoPackage else { return }
    let vocabulary = try Vocabulary.builtIn()
    try database.execute(
      SQLText(
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
          + "f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), "
          + "f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
          + "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
          + "update_time DATETIME)"))
    try database.execute(
      SQLText(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES "
          + "('layer_styles', 'attributes', 'layer_styles', '1970-01-01T00:00:00.000Z')"))
    let styles = [
      ("clue", "线索", ClueStyle(vocabulary: vocabulary).document),
      ("land_unit", "监管单元", landUnitDocument),
    ]
    for (table, name, document) in styles {
      var statement = SQLText(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
          + "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES "
          + "('', '', '\(table)', 'geom', ")
      try statement.append(text: name)
      statement.append(", ")
      try statement.append(text: document)
      statement.append(", '', 1, ")
      try statement.append(text: name)
      statement.append(", '', '1970-01-01T00:00:00.000Z')")
      try database.execute(statement)
    }
  }

  /// Outlines only, labelled from a scale on where parcels can be told apart.
  private static let landUnitDocument = """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22" styleCategories="Symbology|Labeling">
      <renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">
        <symbols>
          \(ClueStyle.symbol(name: "0", fill: "255,255,255,0", outline: "70,90,110,255", width: "0.3"))
        </symbols>
      </renderer-v2>
      <labeling type="simple">
        <settings calloutType="simple">
          <text-style fieldName="coalesce(name, unit_id)" isExpression="1" fontSize="8" textColor="70,90,110,255"/>
          <rendering scaleVisibility="1" scaleMin="0" scaleMax="10000"/>
          <placement placement="1"/>
        </settings>
      </labeling>
    </qgis>
    """
}
