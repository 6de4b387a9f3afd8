import { ffmpegArguments, ffprobeArguments, type MediaLimits, publicArguments } from './media-options.js';

const limits: MediaLimits = {
  maxPixels: 1_000_000,
  maxStreams: 8,
  maxDurationMs: 60_500,
  maxOutputBytes: 5000,
  memoryBytes: 2 ** 31,
  threads: 3,
};
const source = { path: '/scratch/100% a:b/original', container: 'matroska' } as const;
const parts = { source, limits, output: ['-c:v', 'copy'], outputPath: '/scratch/staff.mp4' };

/** The arguments before and after the input. */
function split(args: string[]): [string, string] {
  const at = args.indexOf('-i');
  return [args.slice(0, at).join(' '), args.slice(at).join(' ')];
}

describe('arguments for ffmpeg', () => {
  const [before, after] = split(ffmpegArguments(parts));

  it('let it read nothing but local files of the one kind that we recognised', () => {
    expect(before).toContain('-protocol_whitelist file,pipe -format_whitelist matroska,webm -f matroska');
    expect(before).toMatch(/ -codec_whitelist h264,hevc,[^ ]+ /);
    expect(split(ffmpegArguments({ ...parts, source: { ...source, container: 'mov' } }))[0]).toContain(
      '-format_whitelist mov,mp4,m4a,3gp,3g2,mj2 -f mov -enable_drefs 0',
    );
  });

  it('bound the picture, the streams, the length, the threads and the output', () => {
    expect(before).toContain('-max_streams 8 -max_pixels 1000000 -threads 3 -t 60.500');
    expect(after).toContain('-threads 3 -c:v copy -fs 5000');
  });

  it('take the first picture stream and nothing else, not even its metadata', () => {
    expect(after).toContain('-map 0:v:0 -an -sn -dn -map_metadata -1 -map_chapters -1');
  });

  it('name files so that nothing in a path is read as a protocol, and never wait for a terminal', () => {
    expect(after).toMatch(/^-i file:\/scratch\/100% a:b\/original /);
    expect(after).toMatch(/ file:\/scratch\/staff\.mp4$/);
    expect(before).toMatch(/^-y -nostdin /);
  });

  it('join filters as they are', () => {
    const filters = ["select='eq(n,0)'", 'tile=6x1'];
    expect(ffmpegArguments({ ...parts, filters })).toContain("select='eq(n,0)',tile=6x1");
  });

  it('can be shown without the paths of this machine', () => {
    expect(publicArguments(parts).join(' ')).not.toContain('scratch');
  });
});

describe('arguments for ffprobe', () => {
  it('are hardened too', () => {
    const args = ffprobeArguments(source, limits, ['-show_streams']).join(' ');
    expect(args).toContain('-protocol_whitelist file,pipe -format_whitelist matroska,webm -f matroska');
    expect(args).toContain(' -codec_whitelist h264,hevc,vp8,vp9,av1,');
    expect(args.endsWith(` -max_streams 8 -max_pixels 1000000 -show_streams file:${source.path}`)).toBe(true);
  });
});
