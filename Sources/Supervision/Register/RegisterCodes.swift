/// What a sub-project does; the texts of tables are in `register.yaml`.
public enum SubProjectKind: String, Hashable, Sendable, CaseIterable {
  /// 农用地整理.
  case farmlandConsolidation = "farmland_consolidation"
  /// 旱改水.
  case dryToPaddy = "dry_to_paddy"
  /// 高标准农田.
  case highStandardFarmland = "high_standard_farmland"
  /// 拆旧复垦.
  case demolitionReclamation = "demolition_reclamation"
  /// 安置建新.
  case resettlement
  /// 低效用地再开发.
  case redevelopment
  /// 矿山修复.
  case mineRehabilitation = "mine_rehabilitation"
  /// 工矿废弃地复垦.
  case industrialReclamation = "industrial_reclamation"
  /// 滩涂围垦.
  case tidalFlat = "tidal_flat"
  /// 生态修复.
  case ecologicalRestoration = "ecological_restoration"
}

/// What a plot is in the register for.
public enum PlotRole: String, Hashable, Sendable, CaseIterable {
  /// 新增耕地.
  case newFarmland = "new_farmland"
  /// 减少耕地.
  case lostFarmland = "lost_farmland"
  /// 补划永久基本农田.
  case movedIn = "moved_in"
  /// 调出永久基本农田.
  case movedOut = "moved_out"
  /// 拆旧.
  case demolition
  /// 建新.
  case newBuild = "new_build"
  /// 林耕置换: woods that went uphill.
  case exchangedUp = "exchanged_up"
  /// 林耕置换: cropland that came downhill.
  case exchangedDown = "exchanged_down"
  /// Leaves the ecological red line.
  case redLineExit = "red_line_exit"
  /// Comes within the growth boundary.
  case boundaryIn = "boundary_in"
  /// Leaves the growth boundary.
  case boundaryOut = "boundary_out"
  /// Approved for building (农转用).
  case approved
  /// Supplied for building (供地).
  case supplied
}

/// What a planned area counts.
public enum PlanCategory: String, Hashable, Sendable, CaseIterable {
  case newFarmland = "new_farmland"
  case contiguousFarmland = "contiguous_farmland"
  case highStandard = "high_standard"
  case reclamation, redevelopment, rehabilitation
  case newBuild = "new_build"
  case paddy
}

/// The class of terrain of a township (平原地区 or 山区丘陵地区): an attribute of the township, never derived from a DEM here.
public enum Terrain: String, Hashable, Sendable, CaseIterable {
  case plain, hills
}
