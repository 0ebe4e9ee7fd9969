// The catalogue: what each model takes. Form, rules and `rushes models` read this and nothing else.
//
// The rows say what the models of a family differ in; the families, in CatalogueFamilies.swift, say
// what their models have in common: which fields the API has, and the server's defaults. What is
// taken as media is in MediaTable.swift, prices are in BuiltInPrices.swift.
//
// Sources: the vendors' create pages. Newer pages of `ark` add mini (at most 720p) and 2.5 (4–30 s);
// the tiers of 2.5 are inferred from those of 2.0. The order of an API's rows is that of its page.

/// The columns of the table.
private typealias Row = (
  id: String, title: String, modes: CatalogueModes, tiers: CatalogueTiers,
  seconds: ClosedRange<Int>, family: CatalogueFamily
)

// swift-format-ignore
private let rows: [Row] = [
  // id                                title               modes       tiers      seconds  family
  ("doubao-seedance-2-0-260128",       "2.0",              .all,       .to1080,    4...15, .ark),
  ("doubao-seedance-2-0-fast-260128",  "2.0 fast",         .all,       .to720,     4...15, .ark),
  ("doubao-seedance-2-0-mini-260615",  "2.0 mini",         .all,       .to720,     4...15, .ark),
  ("doubao-seedance-2-5-260628",       "2.5",              .all,       .to1080,    4...30, .ark),

  ("seedance_2_0",                     "2.0",              .withVideo, .only720,   4...15, .video2),
  ("seedance_2_0_fast",                "2.0 fast",         .withVideo, .only720,   4...15, .video2),
  ("seedance_2_0_pro",                 "2.0 pro",          .all,       .only720,   4...15, .video2),
  ("seedance_2_0_fast_pro",            "2.0 fast pro",     .all,       .only720,   4...15, .video2),

  ("seedance_1_5_pro_480p",            "1.5 pro 480p",     .frames,    .only480,   4...12, .power15),
  ("seedance_1_5_pro_720p",            "1.5 pro 720p",     .frames,    .only720,   4...12, .power15),
  ("seedance_1_5_pro_1080p",           "1.5 pro 1080p",    .frames,    .only1080,  4...12, .power15),
  ("seedance_2_0_4s_5s",               "2.0, 4–5 s",       .frames,    .only720,   4...5,  .power20),
  ("seedance_2_0_6s_10s",              "2.0, 6–10 s",      .frames,    .only720,   6...10, .power20),
  ("seedance_2_0_11s_15s",             "2.0, 11–15 s",     .frames,    .only720,  11...15, .power20),

  ("seedance_2_0_x1_official",         "X1 official",      .media,     .to1080,    4...15, .x1),
  ("seedance_2_0_x1_discount",         "X1 discount",      .media,     .to1080,    4...15, .x1),
  ("seedance_fast_2_0_x1_official",    "X1 fast official", .media,     .to1080,    4...15, .x1),
  ("seedance_fast_2_0_x1_discount",    "X1 fast discount", .media,     .to1080,    4...15, .x1),
]

extension ModelCatalogue {
  /// The models behind the `ark` API, in the order of offering.
  public static let ark = builtIn(for: .ark)

  /// No models.
  public static let empty = ModelCatalogue(models: [])

  /// The built-in models of an API, in the order of its page. O(models).
  public static func builtIn(for api: API) -> ModelCatalogue {
    ModelCatalogue(
      models: rows.filter { $0.family.api == api }.map { row in
        row.family.model(row.id, "Seedance " + row.title, row.modes, row.tiers, row.seconds)
      })
  }
}

/// The modes of a model, and whether references must hold a video.
enum CatalogueModes {
  /// Every mode.
  case all
  /// Words alone and frames, but no references.
  case frames
  /// Frames and references, but not words alone.
  case media
  /// References with at least one video.
  case withVideo

  /// The modes in the order of offering.
  var list: [GenerationMode] {
    switch self {
    case .all: GenerationMode.allCases
    case .frames: [.text, .firstFrame, .firstAndLastFrame]
    case .media: [.firstFrame, .firstAndLastFrame, .references]
    case .withVideo: [.references]
    }
  }
}

/// The tiers of a model: several to choose from, or the one that its name or its API means.
enum CatalogueTiers {
  case to720, to1080, only480, only720, only1080

  /// What may be asked for; empty when there is no such field.
  var offered: [Resolution] {
    switch self {
    case .to720: [.p480, .p720]
    case .to1080: [.p480, .p720, .p1080]
    case .only480, .only720, .only1080: []
    }
  }

  /// What the server takes when none is stated, or what the model always makes.
  var byDefault: Resolution {
    switch self {
    case .only480: .p480
    case .to720, .to1080, .only720: .p720
    case .only1080: .p1080
    }
  }
}
