public import VideoTasks

/// The asset library of the `kyy*` APIs: pictures, clips and sounds that the vendor has looked at,
/// used in requests as `asset://ID`.
///
/// Its paths are below the profile's asset base, which is not the base of every profile. Source: the
/// vendor's pages of the library.
public struct AssetDialect: Sendable {
  private static let library = "/kyyVideo2/asset/"

  /// Makes the dialect.
  public init() {}

  /// The call that has the library fetch an address.
  ///
  /// - Parameter name: what the library calls it; nil leaves it out.
  public func upload(kind: MediaKind, url: String, name: String?) -> APICall {
    let type =
      switch kind {
      case .image: "Image"
      case .video: "Video"
      case .audio: "Audio"
      }
    var members: [String: JSONValue] = ["assetType": .string(type), "url": .string(url)]
    members["name"] = name.map(JSONValue.string)
    return .posting(.object(members), to: Self.library + "upload")
  }

  /// The call that asks about an asset.
  public func status(_ assetID: String) -> APICall { .asking("GET", Self.path(of: assetID)) }

  /// The call that removes an asset.
  public func remove(_ assetID: String) -> APICall { .asking("DELETE", Self.path(of: assetID)) }

  /// What the answer to an upload means; accepted only with an id that can stand in a path.
  public func uploadOutcome(_ answer: APIAnswer) -> AssetUploadOutcome {
    AssetAnswer(answer).upload
  }

  /// What the answer to a question about an asset means.
  public func statusOutcome(_ answer: APIAnswer) -> AssetStatusOutcome {
    AssetAnswer(answer).status
  }

  /// What the answer to a removal means.
  public func removeOutcome(_ answer: APIAnswer) -> AssetRemoveOutcome {
    AssetAnswer(answer).removal
  }

  private static func path(of assetID: String) -> String {
    library + PathSegment.escaped(assetID)
  }
}
