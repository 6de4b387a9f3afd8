import { parseVersion } from './find-ffmpeg.js';

describe('parseVersion', () => {
  it("reads a distribution's version", () => {
    const line = 'ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers';
    expect(parseVersion(line)).toEqual({ version: '5.1.9-0+deb12u1', isOld: false, hasFpsMode: true });
  });

  it('calls a snapshot of 2018 old, although it has no version number', () => {
    const line =
      'ffmpeg version N-47683-g0e8eb07980-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2018 the FFmpeg developers';
    expect(parseVersion(line)).toEqual({
      version: 'N-47683-g0e8eb07980-static',
      isOld: true,
      hasFpsMode: false,
    });
  });

  it('reads ffprobe, whose copyright starts in 2007', () => {
    const line = 'ffprobe version n7.1 Copyright (c) 2007-2024 the FFmpeg developers';
    expect(parseVersion(line)).toEqual({ version: 'n7.1', isOld: false, hasFpsMode: true });
  });

  it('knows that 4.4 has no -fps_mode', () => {
    const line = 'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021 the FFmpeg developers';
    expect(parseVersion(line)).toMatchObject({ isOld: false, hasFpsMode: false });
  });

  it('knows a program that is something else', () => {
    expect(parseVersion('sh: 1.0')).toBeNull();
  });
});
