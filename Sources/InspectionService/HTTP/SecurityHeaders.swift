import HTTPTypes

/// The fields that every response has, so that a browser lends no hand to an attack.
enum SecurityHeaders {
  /// Scripts, styles and pictures come from here only; nothing embeds the page; no script stands in a page's text.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    + "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  /// Reports hold their own styles and pictures, and no script at all.
  static let reportPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; sandbox"

  static func fields(isSecure: Bool) -> [(HTTPField.Name, String)] {
    var fields: [(HTTPField.Name, String)] = [
      (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"),
      (.cacheControl, "no-store"),
    ]
    for (name, value) in [
      ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Permissions-Policy", "geolocation=(self), camera=(self)"),
    ] {
      if let name = HTTPField.Name(name) { fields.append((name, value)) }
    }
    if isSecure { fields.append((.strictTransportSecurity, "max-age=31536000")) }
    return fields
  }
}
