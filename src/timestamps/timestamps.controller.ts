import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access, Returns } from '../http/route.js';
import { AuthorityArchive } from './authority-archive.js';
import * as contract from './timestamps.contract.js';

@ApiTags('Evidence')
@Controller('v1/timestamp-authorities')
export class TimestampsController {
  constructor(private readonly archive: AuthorityArchive) {}

  @Get()
  @Access('public')
  @Returns(
    200,
    'The certificates of every time-stamp authority seen, and of those above it',
    contract.TimestampAuthorityList,
  )
  async list(): Promise<z.infer<typeof contract.TimestampAuthorityList>> {
    return { items: await this.archive.list() };
  }
}
