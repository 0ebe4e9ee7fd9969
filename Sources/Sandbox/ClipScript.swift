internal import Glibc

/// The arguments with which ffmpeg renders a clip.
///
/// It runs in the clips folder and is given file names of ours alone: nothing that came from
/// outside is in an argument or a filter. The prompt is read from a text file, as it stands.
struct ClipScript: Sendable {
  let recipe: ClipRecipe
  /// A font file, or nil when the system has none of the usual ones: then nothing is written.
  let font: String?

  /// The name of the file that the wrapped prompt is read from.
  var textFile: String { ownName + ".txt" }
  var draftVideo: String { ownName + ".mp4" }
  var draftPicture: String { ownName + ".png" }

  /// What is being made has a name of this process: the ffmpeg of a program that was killed goes on
  /// writing for a while.
  private var ownName: String { "\(recipe.name).draft-\(getpid())" }

  private static let rate = 24
  private var frames: Int { recipe.seconds * Self.rate }
  private var margin: Int { min(recipe.width, recipe.height) / 18 }
  private var textSize: Int { min(recipe.width, recipe.height) / 16 }
  private var smallSize: Int { min(recipe.width, recipe.height) / 30 }

  /// The prompt as it is written in the picture.
  var text: String {
    // A column is a little more than half the height of a letter in the fonts below.
    let columns = (recipe.width - 2 * margin) * 100 / (textSize * 56)
    return ClipText.wrap(recipe.prompt ?? "", columns: columns, lines: 5)
      .joined(separator: "\n")
  }

  var arguments: [String] {
    // Without -xerror ffmpeg reports success when the index finds no room at the very end.
    var words = ["-nostdin", "-hide_banner", "-loglevel", "error", "-xerror", "-y"]
    for picture in pictures {
      words += ["-protocol_whitelist", "file", "-f", Self.demuxer(of: picture), "-i", picture]
    }
    if recipe.audio { words += ["-f", "lavfi", "-i", sound] }
    words += ["-filter_complex_threads", "2", "-filter_complex", graph, "-map", "[film]"]
    if recipe.audio { words += ["-map", "\(pictures.count):a"] }
    words += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "25", "-threads", "2"]
    words += ["-pix_fmt", "yuv420p", "-r", "\(Self.rate)"]
    if recipe.audio { words += ["-c:a", "aac", "-b:a", "96k", "-ac", "1"] }
    // Never `-frames:v` here: when the last picture is in, it ends the sound as well.
    words += ["-t", "\(recipe.seconds)", "-movflags", "+faststart", "-f", "mp4", draftVideo]
    words += ["-map", "[last]", "-frames:v", "1", "-c:v", "png", "-f", "image2", draftPicture]
    return words
  }

  /// Fonts that have Chinese first.
  static let fonts = [
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
  ]

  private var pictures: [String] {
    [recipe.firstFrame, recipe.lastFrame].compactMap(\.self) + recipe.references
  }

  private static func demuxer(of name: String) -> String {
    let format = name.split(separator: ".").last.map(String.init) ?? "png"
    return format == "gif" ? "gif" : format + "_pipe"
  }
}

// MARK: The picture

extension ClipScript {
  /// All filters: background, frames, references, words, a line that shows how far it is.
  private var graph: String {
    var steps = [background + "[stage0]"]
    var stage = 0
    func next(_ step: String) {
      steps.append("[stage\(stage)]" + step + "[stage\(stage + 1)]")
      stage += 1
    }
    var input = 0
    if recipe.firstFrame != nil {
      steps.append(still(input, "fade=t=out:st=1.2:d=1:alpha=1") + "[first]")
      next("[first]overlay=eof_action=pass:shortest=0")
      input += 1
    }
    if recipe.lastFrame != nil {
      let start = Double(recipe.seconds) - 1.6
      steps.append(still(input, "fade=t=in:st=\(start):d=1:alpha=1") + "[closing]")
      next("[closing]overlay=eof_action=pass:shortest=0")
      input += 1
    }
    let room = recipe.width - 2 * margin - 8 * (margin / 4)
    let side = min(recipe.height / 8, room / 9)
    for place in recipe.references.indices {
      steps.append(thumbnail(input, side) + "[thumb\(place)]")
      let across = margin + place * (side + margin / 4)
      next("[thumb\(place)]overlay=x=\(across):y=\(margin + 2 * smallSize)")
      input += 1
    }
    for line in words { next(line) }
    steps.append("color=white:s=\(recipe.width)x4:r=\(Self.rate):d=\(recipe.seconds)[bar]")
    next("[bar]overlay=x='-w+w*(n+1)/\(frames)':y=H-h:eof_action=repeat")
    steps.append("[stage\(stage)]format=yuv420p,split[whole][copy]")
    steps.append("[copy]trim=start_frame=\(frames - 1):end_frame=\(frames)[last]")
    steps.append("[whole]" + (watermark ?? "null") + "[film]")
    return steps.joined(separator: ";")
  }

  /// Two slow waves between four colours, drawn small and enlarged: cheap, and never a sharp edge.
  private var background: String {
    let colours = Self.palettes[Int(recipe.seed.magnitude % UInt64(Self.palettes.count))]
    let shift = Double(recipe.seed.magnitude % 628) / 100
    let planes = ["r", "g", "b"].enumerated().map { index, name in
      let part = colours.map { String($0 >> (16 - 8 * index) & 255) }
      let across = "st(0,0.5+0.5*sin(3.4*X/W+1.6*sin(0.6*T+2.2*Y/H)+\(shift)))"
      let down = "st(1,0.5+0.5*sin(2.6*Y/H-0.8*T+1.9*X/W+\(shift)))"
      let gleam = "38*pow(0.5+0.5*sin(5*X/W-4*Y/H+0.9*T),6)"
      let top = "(\(part[0])*(1-ld(0))+\(part[1])*ld(0))*(1-ld(1))"
      let bottom = "(\(part[2])*(1-ld(0))+\(part[3])*ld(0))*ld(1)"
      return "\(name)='\(across);\(down);min(255,\(top)+\(bottom)+\(gleam))'"
    }
    let small = "\(max(2, recipe.width / 32))x\(max(2, recipe.height / 32))"
    return "color=black:s=\(small):r=\(Self.rate):d=\(recipe.seconds),format=gbrp,"
      + "geq=\(planes.joined(separator: ":")),"
      + "scale=\(recipe.width):\(recipe.height):flags=bicubic,setsar=1,format=yuv420p"
  }

  /// Four colours each, as hexadecimal triples.
  private static let palettes: [[Int]] = [
    [0x10183A, 0x5E266E, 0xDD6B54, 0x1D5A78], [0x0B2027, 0x1F6F78, 0xE9C46A, 0x264653],
    [0x1A1423, 0x684756, 0xD5896F, 0x3D5A80], [0x0D1B2A, 0x2A4D6E, 0x8FB8DE, 0x3C6E71],
    [0x14213D, 0x6A2C70, 0xF08A5D, 0xB83B5E], [0x081C15, 0x2D6A4F, 0xB7B868, 0x40617A],
  ]

  /// A picture that fills the frame for the whole clip, with a fade of its transparency.
  private func still(_ input: Int, _ fade: String) -> String {
    "[\(input):v]trim=end_frame=1,format=yuva420p,"
      + "scale=\(recipe.width):\(recipe.height):force_original_aspect_ratio=increase,"
      + "crop=\(recipe.width):\(recipe.height),setsar=1,loop=loop=\(frames - 1):size=1:start=0,"
      + "settb=1/\(Self.rate),setpts=N,\(fade)"
  }

  private func thumbnail(_ input: Int, _ side: Int) -> String {
    "[\(input):v]trim=end_frame=1,scale=\(side):\(side):force_original_aspect_ratio=increase,"
      + "crop=\(side):\(side),setsar=1,drawbox=color=white@0.7:t=2,"
      + "loop=loop=\(frames - 1):size=1:start=0,settb=1/\(Self.rate),setpts=N"
  }

  private var words: [String] {
    guard let font else { return [] }
    let small = "drawtext=fontfile=\(font):fontsize=\(smallSize):fontcolor=white@0.75:y=\(margin):"
    var words = [
      small + "text=SANDBOX:x=\(margin)",
      small + "timecode='00\\:00\\:00\\:00':r=\(Self.rate):x=w-tw-\(margin)",
    ]
    if recipe.prompt != nil {
      words.append(
        "drawtext=fontfile=\(font):textfile=\(textFile):expansion=none:fontsize=\(textSize):"
          + "fontcolor=white:x=\(margin):y=h-th-\(margin + 2 * smallSize):"
          + "line_spacing=\(textSize / 3):shadowx=2:shadowy=2:shadowcolor=black@0.45")
    }
    return words
  }

  private var watermark: String? {
    guard recipe.watermark, let font else { return nil }
    return "drawtext=fontfile=\(font):text='AI generated':fontsize=\(smallSize):"
      + "fontcolor=white@0.85:x=w-tw-\(margin):y=h-th-\(margin / 2)"
  }

  /// A soft chord that breathes, transposed by the seed.
  private var sound: String {
    let root = [196.0, 220.0, 246.94, 261.63][Int(recipe.seed.magnitude % 4)]
    let third = root * 1.25
    let fifth = root * 1.5
    let length = recipe.seconds
    return "aevalsrc=exprs='min(1,min(2*t,2*(\(length)-t)))*(0.06*sin(2*PI*\(root)*t)"
      + "+0.05*sin(2*PI*\(third)*t)+0.05*sin(2*PI*\(fifth)*t)*(0.5+0.5*sin(2*PI*0.4*t)))':"
      + "s=48000:c=mono:d=\(length)"
  }
}
