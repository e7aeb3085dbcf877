import HTTPTypes

/// The routes of the service, in groups that each have a file.
struct RouteTable: Sendable {
  let desk: InspectionDesk
  let metrics: ServiceMetrics
  let page: PageFiles

  /// Every route; where two fit, the first counts.
  var routes: [ServiceRoute] {
    let described =
      sessionRoutes + areaRoutes + clueRoutes + unitRoutes + handlingRoutes + eventRoutes
      + imageryRoutes + reportRoutes + batchRoutes + featureRoutes + mapTileRoutes + sceneRoutes
      + healthRoutes
    return described + [descriptionRoute(of: described)] + pageRoutes
  }
}
