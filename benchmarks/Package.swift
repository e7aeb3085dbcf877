// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that nobody who uses Tiankan builds benchmarks.
let package = Package(
  name: "tiankan-benchmarks",
  dependencies: [.package(name: "tiankan", path: "../")],
  targets: [
    .executableTarget(
      name: "KernelBenchmark",
      dependencies: [.product(name: "TiankanKernels", package: "tiankan")],
      swiftSettings: [
        .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
