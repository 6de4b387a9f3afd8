import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Param, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { StationScope } from '../accounts/scopes.js';
import { AppError } from '../http/app-error.js';
import { Access, Returns, StreamBody } from '../http/route.js';
import { ClipsService } from './clips.service.js';
import * as contract from './clips.contract.js';
import { CompleteClipService } from './complete-clip.service.js';
import { DirectSegmentsService, type UploadAddress } from './direct-segments.service.js';
import { parseContentDigest } from './content-digest.js';
import type { KeptSegment } from './segment-rows.js';
import { SegmentsService } from './segments.service.js';

@ApiTags('Clips')
@Controller('v1/clips')
export class ClipsController {
  constructor(
    private readonly clips: ClipsService,
    private readonly segments: SegmentsService,
    private readonly direct: DirectSegmentsService,
    private readonly completion: CompleteClipService,
  ) {}

  @Post()
  @Access('station')
  @Returns(200, 'The clip, open for segments; the same request again answers the same', contract.Clip)
  async open(
    @StationScope() station: StationScope,
    @Body({ schema: contract.OpenClipBody }) body: contract.OpenClipBody,
  ): Promise<contract.Clip> {
    return this.clips.open(station, body);
  }

  @Get(':clipId')
  @Access('station')
  @Returns(200, 'How the clip stands', contract.Clip)
  async find(
    @StationScope() station: StationScope,
    @Param({ schema: contract.ClipParams }) params: z.infer<typeof contract.ClipParams>,
  ): Promise<contract.Clip> {
    return this.clips.find(station, params.clipId);
  }

  @Put(':clipId/segments/:n')
  @Access('station')
  @StreamBody('application/octet-stream')
  @ApiHeader({
    name: 'content-digest',
    required: true,
    description: 'RFC 9530: `sha-256=:<base64>:` of the bytes',
    schema: { type: 'string' },
  })
  @Returns(200, 'The segment is stored; `duplicate` when it was before', contract.SegmentResult)
  async putSegment(
    @StationScope() station: StationScope,
    @Param({ schema: contract.SegmentParams }) params: z.infer<typeof contract.SegmentParams>,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: unknown,
  ): Promise<KeptSegment> {
    if (!(body instanceof Readable)) {
      throw new AppError('unsupported_media_type', 'Send the raw bytes as application/octet-stream.');
    }
    const length = headers['content-length'];
    const bytes = length === undefined ? undefined : Number(length);
    const sha256 = parseContentDigest(headers['content-digest']);
    return this.segments.keep(station, { ...params, bytes, sha256, body });
  }

  @Post(':clipId/segments/:n/upload-url')
  @Access('station')
  @Returns(200, 'Where to PUT exactly these bytes, with exactly these headers', contract.UploadAddress)
  async offerUpload(
    @StationScope() station: StationScope,
    @Param({ schema: contract.SegmentParams }) params: z.infer<typeof contract.SegmentParams>,
    @Body({ schema: contract.DirectSegmentBody }) body: contract.DirectSegmentBody,
  ): Promise<UploadAddress> {
    return this.direct.offer(station, { ...params, ...stated(body) });
  }

  @Post(':clipId/segments/:n/confirm')
  @Access('station')
  @Returns(200, 'The segment is stored; `duplicate` when it was before', contract.SegmentResult)
  async confirmUpload(
    @StationScope() station: StationScope,
    @Param({ schema: contract.SegmentParams }) params: z.infer<typeof contract.SegmentParams>,
    @Body({ schema: contract.DirectSegmentBody }) body: contract.DirectSegmentBody,
  ): Promise<KeptSegment> {
    return this.direct.confirm(station, { ...params, ...stated(body) });
  }

  @Get(':clipId/segments')
  @Access('station')
  @Returns(200, 'The segments that are stored, ascending', contract.SegmentList)
  async listSegments(
    @StationScope() station: StationScope,
    @Param({ schema: contract.ClipParams }) params: z.infer<typeof contract.ClipParams>,
  ): Promise<z.infer<typeof contract.SegmentList>> {
    return this.segments.list(station, params.clipId);
  }

  @Post(':clipId/complete')
  @Access('station')
  @Returns(200, 'The clip is complete; the same request again answers the same', contract.Clip)
  async complete(
    @StationScope() station: StationScope,
    @Param({ schema: contract.ClipParams }) params: z.infer<typeof contract.ClipParams>,
    @Body({ schema: contract.CompleteClipBody }) body: contract.CompleteClipBody,
  ): Promise<contract.Clip> {
    return this.completion.complete(station, params.clipId, body);
  }
}

function stated({ bytes, sha256 }: contract.DirectSegmentBody) {
  return { bytes, sha256: Buffer.from(sha256, 'base64') };
}
