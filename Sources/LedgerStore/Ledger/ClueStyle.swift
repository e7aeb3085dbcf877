import Supervision

/// The QGIS style of clues: a colour per kind, a weight per state, labels in Chinese.
struct ClueStyle {
  var vocabulary: Vocabulary

  /// The style as a QML document.
  var document: String {
    var categories: [String] = []
    var symbols: [String] = []
    for kind in ClueKind.allCases {
      for state in DetectionState.allCases {
        let name = "\(symbols.count)"
        let label = "\(vocabulary[kind].chinese) · \(vocabulary[state].chinese)"
        categories.append(
          "<category render=\"true\" symbol=\"\(name)\" value=\"\(kind.rawValue)/\(state.rawValue)\" label=\"\(label)\" type=\"string\"/>"
        )
        let color = Self.color(of: kind)
        let look = Self.look(of: state)
        symbols.append(
          Self.symbol(
            name: name, fill: "\(color),\(look.opacity)", outline: "\(color),255",
            width: look.width, line: look.line))
      }
    }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22" styleCategories="Symbology|Fields">
        <renderer-v2 type="categorizedSymbol" attr="&quot;kind&quot; || '/' || &quot;detection_state&quot;" forceraster="0" symbollevels="0" enableorderby="0">
          <categories>
            \(categories.joined(separator: "\n      "))
          </categories>
          <symbols>
            \(symbols.joined(separator: "\n      "))
          </symbols>
        </renderer-v2>
        <aliases>
          \(Self.aliases.map { "<alias field=\"\($0.0)\" name=\"\($0.1)\"/>" }.joined(separator: "\n    "))
        </aliases>
      </qgis>
      """
  }

  /// A fill with an outline.
  static func symbol(
    name: String, fill: String, outline: String, width: String, line: String = "solid"
  ) -> String {
    let options = [
      ("color", fill), ("outline_color", outline), ("outline_style", line),
      ("outline_width", width), ("outline_width_unit", "MM"), ("style", "solid"),
    ].map { "<Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>" }
    return
      "<symbol name=\"\(name)\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
      + "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">"
      + options.joined() + "</Option></layer></symbol>"
  }

  private static func color(of kind: ClueKind) -> String {
    switch kind {
    case .construction: "215,48,39"
    case .change: "117,112,179"
    case .abandonment: "204,121,0"
    case .nonGrain: "0,114,178"
    case .rehabilitationLag: "27,120,55"
    }
  }

  private static func look(of state: DetectionState) -> (opacity: Int, width: String, line: String)
  {
    switch state {
    case .first: (20, "0.3", "dot")
    case .provisional: (60, "0.4", "dash")
    case .confirmed: (120, "0.6", "solid")
    case .ended: (0, "0.3", "solid")
    }
  }

  private static let aliases = [
    ("clue_key", "线索键"), ("public_number", "线索编号"), ("kind", "类型"), ("finding", "判读结论"),
    ("detection_state", "检测状态"), ("handling_state", "处置状态"), ("priority", "优先级"),
    ("approval", "与审批关系"), ("county", "县级代码"), ("tile", "分幅"), ("unit_id", "监管单元"),
    ("first_date", "首次发现日"), ("confirmed_date", "确认日"), ("last_date", "最近发现日"),
    ("ended_date", "结束日"), ("area_m2", "椭球毛面积_m2"), ("net_m2", "净面积_m2"),
    ("rule_set", "规则版本"),
  ]
}
