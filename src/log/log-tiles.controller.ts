import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { AppError } from '../http/app-error.js';
import type { AppReply } from '../http/request.js';
import { Access } from '../http/route.js';
import { CheckpointsService } from './checkpoints.service.js';
import { logFile } from './log-files.js';
import { parseTilePath } from './tiles.js';

/** The log as any C2SP client reads it: https://c2sp.org/tlog-tiles. Without versions, as the addresses belong to that format. */
@ApiTags('Log')
@Controller('log')
export class LogTilesController {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly dataSource: DataSource,
  ) {}

  @Get('checkpoint')
  @Access('public')
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'The newest checkpoint, a signed note' })
  async checkpoint(@Res() reply: AppReply): Promise<void> {
    const newest = await this.checkpoints.newest();
    if (!newest) throw new AppError('log_checkpoint_not_found', 'Nothing has been signed yet.');
    // "This endpoint is mutable, so its headers SHOULD prevent caching beyond a few seconds."
    await open(reply)
      .header('cache-control', 'public, max-age=2')
      .type('text/plain; charset=utf-8')
      .send(newest.note);
  }

  @Get('tile/*')
  @Access('public')
  @ApiOperation({ description: '`<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]`' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'Hashes of a tile, or entries of a bundle' })
  async tile(@Param('*') path: string, @Res() reply: AppReply): Promise<void> {
    const file = parseTilePath(path);
    const bytes = file && (await logFile(this.dataSource, file));
    if (!bytes)
      throw new AppError('log_tile_not_found', 'The log of the newest checkpoint has no such tile.');
    // "This endpoint is immutable, so its caching headers SHOULD be long-lived."
    await open(reply)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('application/octet-stream')
      .send(bytes);
  }
}

/** The log is for everybody, pages of other origins too. */
function open(reply: AppReply): AppReply {
  return reply.header('access-control-allow-origin', '*');
}
