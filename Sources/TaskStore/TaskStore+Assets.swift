public import VideoTasks

/// What was uploaded to asset libraries from this machine.
extension TaskStore {
  /// Keeps an asset, or what has become of one; one that is known is written over.
  ///
  /// - Parameter nextCheckAt: when the server is asked about it next; nil for never.
  public func save(_ asset: AssetRecord, nextCheckAt: Timestamp?) throws(StoreError) {
    try database.write { () throws(StoreError) in
      try database.run(
        """
        INSERT OR REPLACE INTO assets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(asset.profile), .text(asset.assetID), .text(asset.kind.rawValue),
          .text(asset.url), SQLValue(asset.name), .text(asset.status.rawValue),
          .integer(asset.createdAt.milliseconds), .integer(asset.updatedAt.milliseconds),
          SQLValue(asset.error?.code), SQLValue(asset.error?.message),
          SQLValue(asset.error?.advice), SQLValue(nextCheckAt),
        ])
    }
  }

  /// Changes an asset that is still there; true when it was.
  ///
  /// So an answer that comes after the asset was removed does not bring it back.
  public func update(_ asset: AssetRecord, nextCheckAt: Timestamp?) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      guard try self.asset(asset.assetID, profile: asset.profile) != nil else { return false }
      try save(asset, nextCheckAt: nextCheckAt)
      return true
    }
  }

  /// The asset that the server of `profile` knows as `assetID`, or nil.
  public func asset(_ assetID: String, profile: String) throws(StoreError) -> AssetRecord? {
    try database.first(
      "SELECT \(TaskStore.assetColumns) FROM assets WHERE profile = ? AND asset_id = ?",
      [.text(profile), .text(assetID)]
    ) { (row) throws(StoreError) in try row.asset(path: database.path) }
  }

  /// The assets of a profile, or with nil of all of them, newest first.
  public func assets(profile: String? = nil) throws(StoreError) -> [AssetRecord] {
    try database.all(
      """
      SELECT \(TaskStore.assetColumns) FROM assets WHERE profile = ?1 OR ?1 IS NULL
      ORDER BY created_at DESC, asset_id
      """, [SQLValue(profile)]
    ) { (row) throws(StoreError) in try row.asset(path: database.path) }
  }

  /// Forgets an asset; false when it was not known.
  public func removeAsset(_ assetID: String, profile: String) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      try database.run(
        "DELETE FROM assets WHERE profile = ? AND asset_id = ?",
        [.text(profile), .text(assetID)])
      return database.changedRows == 1
    }
  }

  /// The assets that the server is to be asked about at `at`, the longest due first.
  public func dueAssets(at: Timestamp) throws(StoreError) -> [AssetRecord] {
    try database.all(
      """
      SELECT \(TaskStore.assetColumns) FROM assets INDEXED BY assets_by_check
      WHERE next_check_at <= ? ORDER BY next_check_at
      """, [.integer(at.milliseconds)]
    ) { (row) throws(StoreError) in try row.asset(path: database.path) }
  }

  /// When the next asset is to be asked about; nil when none is.
  public func nextAssetCheckAt() throws(StoreError) -> Timestamp? {
    try database.first(
      """
      SELECT min(next_check_at) FROM assets INDEXED BY assets_by_check
      WHERE next_check_at IS NOT NULL
      """
    ) { row in row.optionalMoment() } ?? nil
  }

  /// Takes the question about an asset that is due at `now`, and plans the next one.
  ///
  /// - Returns: false when another process has taken it, or it is no longer asked about.
  public func takeAssetCheck(
    _ asset: AssetRecord, now: Timestamp, nextAt: Timestamp
  ) throws(StoreError) -> Bool {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE assets SET next_check_at = ? WHERE profile = ? AND asset_id = ?
          AND next_check_at <= ?
        """,
        [
          .integer(nextAt.milliseconds), .text(asset.profile), .text(asset.assetID),
          .integer(now.milliseconds),
        ])
      return database.changedRows == 1
    }
  }

  private static let assetColumns =
    "profile, asset_id, kind, url, name, status, created_at, updated_at, error_code,"
    + " error_message, error_advice"
}

extension Row {
  fileprivate mutating func asset(path: String) throws(StoreError) -> AssetRecord {
    let profile = text()
    let assetID = text()
    guard let kind = MediaKind(rawValue: text()) else {
      throw StoreError(.damaged, path: path, detail: "an asset has an unknown kind")
    }
    let url = text()
    let name = optionalText()
    guard let status = AssetStatus(rawValue: text()) else {
      throw StoreError(.damaged, path: path, detail: "an asset has an unknown state")
    }
    var asset = AssetRecord(
      assetID: assetID, profile: profile, kind: kind, url: url, name: name, status: status,
      createdAt: moment())
    asset.updatedAt = moment()
    let code = optionalText()
    let message = optionalText()
    let advice = optionalText()
    asset.error = code.map {
      TaskFailure(code: $0, message: message ?? "", advice: advice ?? "")
    }
    return asset
  }
}
