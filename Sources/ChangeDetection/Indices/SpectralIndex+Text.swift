extension SpectralIndex {
  /// The formula as printed in metadata and reports.
  public var formula: String {
    switch self {
    case .ndvi: "(N - R) / (N + R)"
    case .evi2: "2.5 (N - R) / (N + 2.4 R + 1)"
    case .savi: "(1 + L) (N - R) / (N + R + L), L = 0.5 by default"
    case .osavi: "(N - R) / (N + R + 0.16)"
    case .msavi: "(2 N + 1 - sqrt((2 N + 1)^2 - 8 (N - R))) / 2"
    case .kndvi: "tanh(NDVI^2)"
    case .ndbi: "(S1 - N) / (S1 + N)"
    case .bsi: "((S1 + R) - (N + B)) / ((S1 + R) + (N + B))"
    case .dbsi: "(S1 - G) / (S1 + G) - (N - R) / (N + R)"
    case .ndmi: "(N - S1) / (N + S1)"
    case .nbr: "(N - S2) / (N + S2)"
    case .mndwi: "(G - S1) / (G + S1)"
    case .ndwi: "(G - N) / (G + N)"
    case .ndtiTillage: "(S1 - S2) / (S1 + S2)"
    case .fvc: "clamp((NDVI - NDVIsoil) / (NDVIveg - NDVIsoil), 0, 1)"
    case .brightness: "(B + G + R) / 3"
    case .pisi: "0.8192 B - 0.5735 N + 0.0750"
    case .bixs: "sqrt((G^2 + R^2) / 2)"
    case .redness: "(R - G) / (R + G)"
    case .exg: "2 G - R - B"
    case .ndre: "(N - E) / (N + E)"
    }
  }

  /// The English name.
  public var title: String {
    switch self {
    case .ndvi: "Normalised difference vegetation index"
    case .evi2: "Two-band enhanced vegetation index"
    case .savi: "Soil-adjusted vegetation index"
    case .osavi: "Optimised soil-adjusted vegetation index"
    case .msavi: "Modified soil-adjusted vegetation index"
    case .kndvi: "Kernel NDVI"
    case .ndbi: "Normalised difference built-up index"
    case .bsi: "Bare soil index"
    case .dbsi: "Dry bare-soil index"
    case .ndmi: "Normalised difference moisture index"
    case .nbr: "Normalised burn ratio"
    case .mndwi: "Modified normalised difference water index"
    case .ndwi: "Normalised difference water index"
    case .ndtiTillage: "Normalised difference tillage index"
    case .fvc: "Fractional vegetation cover"
    case .brightness: "Brightness, the mean of the visible bands"
    case .pisi: "Perpendicular impervious surface index"
    case .bixs: "Brightness of green and red"
    case .redness: "Redness index"
    case .exg: "Excess green"
    case .ndre: "Normalised difference red edge"
    }
  }

  /// The Chinese name.
  public var chineseTitle: String {
    switch self {
    case .ndvi: "归一化植被指数"
    case .evi2: "两波段增强型植被指数"
    case .savi: "土壤调节植被指数"
    case .osavi: "优化土壤调节植被指数"
    case .msavi: "修正土壤调节植被指数"
    case .kndvi: "核归一化植被指数"
    case .ndbi: "归一化建筑指数"
    case .bsi: "裸土指数"
    case .dbsi: "干燥裸土指数"
    case .ndmi: "归一化水分指数"
    case .nbr: "归一化燃烧指数"
    case .mndwi: "改进的归一化水体指数"
    case .ndwi: "归一化水体指数"
    case .ndtiTillage: "归一化耕作指数"
    case .fvc: "植被覆盖度"
    case .brightness: "可见光亮度"
    case .pisi: "垂直不透水面指数"
    case .bixs: "绿红亮度指数"
    case .redness: "红度指数"
    case .exg: "超绿指数"
    case .ndre: "归一化红边指数"
    }
  }

  /// Where the formula comes from.
  public var reference: String {
    switch self {
    case .ndvi: "Rouse et al. 1974"
    case .evi2: "Jiang et al. 2008"
    case .savi: "Huete 1988"
    case .osavi: "Rondeaux et al. 1996"
    case .msavi: "Qi et al. 1994"
    case .kndvi: "Camps-Valls et al. 2021"
    case .ndbi: "Zha et al. 2003"
    case .bsi: "Rikimaru et al. 2002"
    case .dbsi: "Rasul et al. 2018"
    case .ndmi: "Gao 1996; Wilson and Sader 2002"
    case .nbr: "García and Caselles 1991; Key and Benson 2006"
    case .mndwi: "Xu 2006"
    case .ndwi: "McFeeters 1996"
    case .ndtiTillage: "van Deventer et al. 1997"
    case .fvc: "Gutman and Ignatov 1998"
    case .brightness: "this program: arithmetic mean of blue, green and red reflectance"
    case .pisi: "Tian et al. 2018"
    case .bixs: "Mathieu et al. 1998"
    case .redness: "Awesome Spectral Indices, RI"
    case .exg: "Woebbecke et al. 1995, on reflectance"
    case .ndre: "Gitelson and Merzlyak 1994"
    }
  }
}
