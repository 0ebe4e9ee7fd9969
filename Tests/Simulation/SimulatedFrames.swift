import Engine
import Glibc
import VideoTasks

/// Pictures of the ends of clips: what ffmpeg and ffprobe do to the disk, and when.
extension SimulatedNetwork {
  func takeFrame(_ call: SimulatedCall, _ source: FrameSource) {
    after(dice.milliseconds(50...3000), in: call) { [self] in
      if dice.chance(weather.videoFaults) {
        return call.end(.failed(failure(.network, "The frame took too long.")))
      }
      let disk = simulation.videos
      switch source {
      case .picture(let picture, let clip):
        let isWhole = disk.bytes(picture).map(Clip.isWholePicture) ?? false
        if isWhole { return give(call, picture) }
        guard let clip else { return call.end(.failed(failure(.unready, "It is damaged."))) }
        cut(call, clip)
      case .clip(let clip): cut(call, clip)
      }
    }
  }

  private func give(_ call: SimulatedCall, _ path: String) {
    simulation.count("frames")
    let facts = MediaFacts(kind: .image, format: "png", bytes: 900, width: 1280, height: 720)
    call.end(.frame(TakenFrame(path: path, facts: facts)))
  }

  /// Under a name of its own first, synced, and renamed: what `LastFrame.take` does.
  private func cut(_ call: SimulatedCall, _ clip: String) {
    let disk = simulation.videos
    guard let bytes = disk.bytes(clip) else {
      return call.end(.failed(failure(.unready, "The clip is gone.")))
    }
    let target = clip + ".last.png"
    if let known = disk.bytes(target), Clip.isWholePicture(known) {
      guard call.process.stepsOnDisk() else { return }
      _ = disk.sync(target, fails: false)
      _ = disk.sync("/videos", fails: false)
      return give(call, target)
    }
    let partial = "\(target).\(call.process.number)-\(dice.below(1_000_000)).part"
    guard call.process.stepsOnDisk() else { return }
    let node = disk.open(partial)
    disk.write(Clip.lastFrame(of: bytes)[...], to: node, at: 0)
    let fails = dice.chance(weather.videoFaults)
    guard call.process.stepsOnDisk() else { return }
    guard disk.sync(partial, fails: fails) == 0 else {
      _ = disk.remove(partial)
      return call.end(.failed(failure(.network, "The disk refuses.")))
    }
    guard call.process.stepsOnDisk() else { return }
    _ = disk.rename(partial, to: target)
    guard call.process.stepsOnDisk() else { return }
    _ = disk.sync("/videos", fails: false)
    give(call, target)
  }

  private func failure(_ kind: CallFailure.Kind, _ reason: String) -> CallFailure {
    CallFailure(kind: kind, mayHaveBeenSent: false, reason: reason, advice: "Mend it.")
  }
}
