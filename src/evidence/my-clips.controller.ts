import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { StationScope } from '../accounts/scopes.js';
import { AppError } from '../http/app-error.js';
import { Access, Returns } from '../http/route.js';
import { ClipViewsService } from './clip-views.service.js';
import * as contract from './evidence.contract.js';

/** What the packer at a station may know of the recordings of the own work. */
@ApiTags('Station')
@Controller('v1/station/my-clips')
export class MyClipsController {
  constructor(private readonly views: ClipViewsService) {}

  @Get('views')
  @Access('station+packer')
  @Returns(
    200,
    'How often, and what for, the signed-in packer’s recordings were looked at',
    contract.ClipViews,
  )
  async count(@StationScope() { packerId }: StationScope): Promise<contract.ClipViews> {
    if (!packerId) throw new AppError('packer_not_signed_in', 'Sign in at this station with a badge first.');
    return this.views.ofPacker(packerId);
  }
}
