import CPROJ
public import Diagnostics
public import Imagery

extension CoordinateReferenceSystem {
  /// Reads a definition: `EPSG:32650`, WKT 1 (ESRI's dialect too), WKT 2, PROJJSON or a PROJ string.
  ///
  /// Names alone (`"WGS 84"`) are refused, because several systems share them. Of a compound system the horizontal part
  /// is taken, of a three-dimensional one the first two axes.
  ///
  /// `authorityCode` is set only where it is certain. A code that the definition states must agree with what EPSG defines
  /// under it; without one, EPSG's systems that PROJ finds (`proj_identify`) must place coordinates exactly alike and
  /// exactly one of them must be the best match, by at least 70 of PROJ's 100 points (the rest is about names: 3° and 6°
  /// zones on one meridian differ in nothing else). Where it is certain, `wkt` is EPSG's own definition, so that values
  /// read from different files compare equal.
  ///
  /// - Throws: `.malformed` where PROJ cannot read the text; `.unsuitableCRS` for vertical, geocentric and
  ///   local systems and for geographic ones not in degrees.
  public init(parsing text: String) throws(TiankanError) {
    let context = try PROJContext()
    let definition = try Self.definition(in: text)
    guard let parsed = PROJObject(definition: definition, in: context) else {
      throw TiankanError(
        .malformed,
        "the coordinate reference system cannot be read; give an EPSG code, WKT, PROJJSON or a PROJ string",
        subject: Self.shortened(text), cause: context.takeMessages())
    }
    let horizontal = try Self.horizontal(parsed, text: text)
    if let unbound = Self.unbound(horizontal) {
      // A bound CRS carries its own datum shift, which the official definition lacks: its text is kept.
      guard let wkt = horizontal.wkt else { throw Self.unreadable(text, context) }
      self = try Self.value(of: unbound, text: text, wkt: wkt)
    } else {
      self = try Self.value(of: horizontal, text: text, wkt: nil)
    }
  }
}

extension CoordinateReferenceSystem {
  /// The value of a geographic or projected CRS, with a given text or that of its definition.
  private static func value(
    of object: borrowing PROJObject, text: String, wkt: String?
  ) throws(TiankanError) -> CoordinateReferenceSystem {
    let kind = try kind(of: object, text: text)
    if let official = official(of: object), let code = official.authorityCode,
      let officialText = official.wkt
    {
      return CoordinateReferenceSystem(
        wkt: wkt ?? officialText, authorityCode: code, name: official.name ?? code, kind: kind)
    }
    guard let own = wkt ?? object.wkt else { throw unreadable(text, object.context) }
    return CoordinateReferenceSystem(
      wkt: own, authorityCode: nil, name: object.name ?? "unknown", kind: kind)
  }

  /// The text as PROJ needs it, or an error where it would only be a name.
  private static func definition(in text: String) throws(TiankanError) -> String {
    let trimmed = String(
      text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    let isCode = trimmed.contains(":") && !trimmed.contains(" ")
    let isStructured = trimmed.hasPrefix("{") || trimmed.contains("[")
    // A PROJ string without a type is an operation; with it, a CRS.
    if trimmed.hasPrefix("+") {
      return trimmed.contains("+type=crs") ? trimmed : trimmed + " +type=crs"
    }
    guard isCode || isStructured else {
      throw TiankanError(
        .malformed,
        "this is no definition of a coordinate reference system; give an EPSG code such as EPSG:4490, WKT or PROJJSON",
        subject: shortened(text))
    }
    return trimmed
  }

  private static func shortened(_ text: String) -> String {
    text.count > 80 ? text.prefix(77) + "..." : text
  }

  /// The two-dimensional CRS for positions on the ground.
  private static func horizontal(
    _ parsed: consuming PROJObject, text: String
  ) throws(TiankanError) -> PROJObject {
    let context = parsed.context
    if parsed.type == PJ_TYPE_COMPOUND_CRS {
      guard
        let part = unsafe PROJObject(
          adopting: proj_crs_get_sub_crs(context.pointer, parsed.pointer, 0), in: context)
      else { throw unreadable(text, context) }
      return try horizontal(part, text: text)
    }
    if parsed.type == PJ_TYPE_GEOGRAPHIC_3D_CRS {
      guard
        let flat = unsafe PROJObject(
          adopting: proj_crs_demote_to_2D(context.pointer, nil, parsed.pointer), in: context)
      else { throw unreadable(text, context) }
      return flat
    }
    return parsed
  }

  private static func unreadable(_ text: String, _ context: PROJContext) -> TiankanError {
    TiankanError(
      .unsuitableCRS, "the coordinate reference system cannot be taken apart; give an EPSG code",
      subject: shortened(text), cause: context.takeMessages())
  }

  /// The CRS under a datum shift (TOWGS84) bound to it; nil where none is bound.
  private static func unbound(_ object: borrowing PROJObject) -> PROJObject? {
    guard object.type == PJ_TYPE_BOUND_CRS else { return nil }
    return unsafe PROJObject(
      adopting: proj_get_source_crs(object.context.pointer, object.pointer), in: object.context)
  }

  private static func kind(
    of object: borrowing PROJObject, text: String
  ) throws(TiankanError) -> Kind {
    switch object.type {
    case PJ_TYPE_PROJECTED_CRS: return .projected
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
      let degree = Double.pi / 180
      guard let factor = object.axisUnitFactor, abs(factor - degree) < 1e-9 * degree else {
        throw TiankanError(
          .unsuitableCRS,
          "longitude and latitude are not in degrees; transform the data to degrees",
          subject: shortened(text))
      }
      return .geographic
    default:
      throw TiankanError(
        .unsuitableCRS,
        "the coordinate reference system is neither geographic nor projected; positions on the ground need one that is",
        subject: shortened(text))
    }
  }

  /// The system of an authority that `object` certainly is; see `init(parsing:)`.
  private static func official(of object: borrowing PROJObject) -> PROJObject? {
    if let stated = object.authorityCode {
      guard let official = PROJObject(definition: stated, in: object.context),
        object.isEquivalent(to: official)
      else { return nil }
      return official
    }
    return identified(object)
  }

  private static func identified(_ object: borrowing PROJObject) -> PROJObject? {
    let context = object.context
    var confidences: UnsafeMutablePointer<Int32>?
    guard
      let list = unsafe proj_identify(
        context.pointer, object.pointer, "EPSG", nil, &confidences)
    else { return nil }
    // SAFETY: PROJ gave both to the caller; nothing keeps a pointer into them past this function.
    defer {
      unsafe proj_int_list_destroy(confidences)
      unsafe proj_list_destroy(list)
    }
    guard let confidences = unsafe confidences else { return nil }
    var best: String?
    var bestConfidence: Int32 = 0
    var isUnique = false
    for index in 0..<(unsafe proj_list_get_count(list)) {
      // SAFETY: PROJ returns as many confidences as there are objects in the list.
      let confidence = unsafe confidences[Int(index)]
      guard confidence >= 70, confidence >= bestConfidence,
        let candidate = unsafe PROJObject(
          adopting: proj_list_get(context.pointer, list, index), in: context),
        let code = candidate.authorityCode, object.isEquivalent(to: candidate)
      else { continue }
      isUnique = confidence > bestConfidence
      best = code
      bestConfidence = confidence
    }
    guard let best, isUnique else { return nil }
    return PROJObject(definition: best, in: context)
  }
}
