// swift-tools-version: 6.3
import PackageDescription

// One list of settings for every Swift target, applied in the loop at the end of this file.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Needed to return a Span from a property. SwiftNIO and swift-collections rely on it as well;
  // can go when lifetime annotations leave their experimental state.
  .enableExperimentalFeature("Lifetimes"),
]

// Without the service the program compiles in half of the time, which is for comparing the results of builds (`scripts/test-builds`).
let hasService = Context.environment["TIANKAN_SERVICE"] != "0"

/// A C library of the system: a module map and `shim.h`, nothing else.
func systemLibrary(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let crypto: [Target.Dependency] = [
  .product(name: "Crypto", package: "swift-crypto"),
  .product(name: "CryptoExtras", package: "swift-crypto"),
]
let tokens = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
/// The HTTP server.
let server: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"),
  .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "HummingbirdTLS", package: "hummingbird"),
  .product(name: "HTTPTypes", package: "swift-http-types"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
  .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

let package = Package(
  name: "tiankan",
  products: [
    .executable(name: "tiankan", targets: ["tiankan"]),
    .library(name: "TiankanKernels", targets: ["Imagery", "ChangeDetection", "GeoIO"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    // Without swift-configuration: the service is configured by its own file.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
      traits: ["FullFoundation"]),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // C libraries: each is imported by exactly one target below.
    systemLibrary("CGDAL", pkgConfig: "gdal", package: "libgdal-dev"),
    systemLibrary("CTIFF", pkgConfig: "libtiff-4", package: "libtiff-dev"),
    systemLibrary("CDeflate", pkgConfig: "libdeflate", package: "libdeflate-dev"),
    systemLibrary("CISAL", pkgConfig: "libisal", package: "libisal-dev"),
    systemLibrary("CZstd", pkgConfig: "libzstd", package: "libzstd-dev"),
    systemLibrary("CNettle", pkgConfig: "nettle", package: "nettle-dev"),
    systemLibrary("CGEOS", pkgConfig: "geos", package: "libgeos-dev"),
    systemLibrary("CPROJ", pkgConfig: "proj", package: "libproj-dev"),
    systemLibrary("CCairo", pkgConfig: "pangocairo", package: "libpango1.0-dev"),

    // Layer 0: how any part says that something went wrong.
    .target(name: "Diagnostics"),

    // Layer 1: the data model.
    .target(name: "Imagery", dependencies: ["Diagnostics"]),
    .target(name: "Geometry", dependencies: ["Diagnostics", "Imagery", "CGEOS", "CPROJ"]),

    // Layer 2: numerics, land units, files.
    .target(name: "ChangeDetection", dependencies: ["Diagnostics", "Imagery"]),
    .target(name: "LandUnits", dependencies: ["Diagnostics", "Imagery", "Geometry"]),
    .target(
      name: "GeoIO",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "CGDAL", "CTIFF", "CDeflate", "CISAL", "CZstd", yaml,
      ],
      resources: [.copy("Resources/sensors")]),

    // Layer 3: policy and the ledger.
    .target(
      name: "Supervision",
      dependencies: ["Diagnostics", "Imagery", "Geometry", "LandUnits", yaml],
      resources: [.copy("Resources/vocabulary"), .copy("Resources/rules")]),
    .target(
      name: "LedgerStore",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "LandUnits", "GeoIO", "Supervision", "CNettle",
      ]),

    // Layer 4: jobs on workers.
    .target(
      name: "Monitoring",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "ChangeDetection", "LandUnits", "GeoIO",
        "Supervision", "LedgerStore", log, yaml,
      ]),

    // Layer 5: what people see.
    .target(
      name: "Reporting",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "ChangeDetection", "LandUnits", "GeoIO",
        "Supervision", "LedgerStore", "CCairo",
      ],
      resources: [.copy("Resources/texts")]),

    // Layer 6: the service that inspectors use.
    .target(
      name: "InspectionService",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "ChangeDetection", "LandUnits", "GeoIO",
        "Supervision", "LedgerStore", "Monitoring", "Reporting", log, yaml, metrics, tokens,
      ] + crypto + server,
      resources: [.copy("Resources/page")]),

    // Layer 7: commands and exit codes.
    .executableTarget(
      name: "tiankan",
      dependencies: [
        "Diagnostics", "Imagery", "Geometry", "ChangeDetection", "LandUnits", "GeoIO",
        "Supervision", "LedgerStore", "Monitoring", "Reporting", arguments, log,
      ] + (hasService ? ["InspectionService"] : []),
      exclude: hasService ? [] : ["Commands/Serve"],
      swiftSettings: hasService ? [.define("SERVICE")] : []),

    // Tests mirror the sources; TestSupport is what several of them share.
    .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
    .testTarget(name: "ImageryTests", dependencies: ["Imagery", "TestSupport"]),
    .testTarget(
      name: "GeometryTests", dependencies: ["Geometry", "Imagery", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "ChangeDetectionTests",
      dependencies: ["ChangeDetection", "Imagery", "Diagnostics", "TestSupport"],
      exclude: ["Oracles"]),
    .testTarget(
      name: "LandUnitsTests",
      dependencies: [
        "LandUnits", "GeoIO", "Geometry", "Imagery", "Diagnostics", "TestSupport",
      ],
      exclude: ["Oracles"]),
    .testTarget(
      name: "GeoIOTests",
      dependencies: ["GeoIO", "Geometry", "Imagery", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "SupervisionTests",
      dependencies: [
        "Supervision", "LandUnits", "Geometry", "Imagery", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "LedgerStoreTests",
      dependencies: [
        "LedgerStore", "Supervision", "GeoIO", "LandUnits", "Geometry", "Imagery", "Diagnostics",
        "TestSupport",
      ]),
    .testTarget(
      name: "MonitoringTests",
      dependencies: [
        "Monitoring", "ChangeDetection", "GeoIO", "LedgerStore", "Supervision", "Geometry",
        "LandUnits", "Imagery", "Diagnostics", "TestSupport", log,
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "LedgerStore", "Supervision", "ChangeDetection", "LandUnits", "GeoIO",
        "Geometry", "Imagery", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "InspectionServiceTests",
      dependencies: [
        "InspectionService", "Reporting", "LedgerStore", "Supervision", "GeoIO", "Geometry",
        "Imagery", "Diagnostics", "TestSupport", tokens, log,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ] + crypto + server),
    .testTarget(
      name: "tiankanTests", dependencies: ["tiankan", "TestSupport"], exclude: ["Fixtures"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
