// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that nobody who uses Tiankan builds benchmarks.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let kernels = Target.Dependency.product(name: "TiankanKernels", package: "tiankan")

let package = Package(
  name: "tiankan-benchmarks",
  dependencies: [.package(name: "tiankan", path: "../")],
  targets: [
    .executableTarget(
      name: "KernelBenchmark", dependencies: [kernels], swiftSettings: settings),
    .executableTarget(
      name: "SeriesBenchmark", dependencies: [kernels], swiftSettings: settings),
  ]
)
