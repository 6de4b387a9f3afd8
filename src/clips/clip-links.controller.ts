import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope, StationScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import { ClipLinksService } from './clip-links.service.js';
import * as contract from './clips.contract.js';

const DONE = 'The clip is evidence of this shipment too; the same request again changes nothing';

@ApiTags('Clips')
@Controller('v1')
export class ClipLinksController {
  constructor(private readonly links: ClipLinksService) {}

  /** A recording made by order, tote or item is joined to a shipment of the same brand. */
  @Post('clips/:clipId/links')
  @Access({ brand: 'agent' })
  @Returns(200, DONE, contract.ClipLink)
  async link(
    @BrandScope() { brandId, actor }: BrandScope,
    @Param({ schema: contract.ClipParams }) { clipId }: z.infer<typeof contract.ClipParams>,
    @Body({ schema: contract.ClipLinkBody }) body: contract.ClipLinkBody,
  ): Promise<contract.ClipLink> {
    return this.links.link({ brandId }, { clipId, actor }, body);
  }

  /** The same from a station, for clips and shipments of its warehouse. */
  @Post('station/clips/:clipId/links')
  @Access('station')
  @Returns(200, DONE, contract.ClipLink)
  async linkAtStation(
    @StationScope() { warehouseId, actor }: StationScope,
    @Param({ schema: contract.ClipParams }) { clipId }: z.infer<typeof contract.ClipParams>,
    @Body({ schema: contract.ClipLinkBody }) body: contract.ClipLinkBody,
  ): Promise<contract.ClipLink> {
    return this.links.link({ warehouseId }, { clipId, actor }, body);
  }
}
