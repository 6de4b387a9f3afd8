import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, CreatedEarlier, Idempotent, Returns } from '../http/route.js';
import * as contract from './tracking.contract.js';
import { TrackingLinksService } from './tracking-links.service.js';

@ApiTags('Tracking')
@Controller('v1')
export class TrackingLinksController {
  constructor(private readonly links: TrackingLinksService) {}

  @Post('shipments/:shipmentId/tracking-links')
  @Access({ brand: 'agent' })
  @Idempotent({ keeps: 'id' })
  @Returns(201, 'The link; send its url to the customer', contract.TrackingLink)
  create(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ShipmentParams }) params: z.infer<typeof contract.ShipmentParams>,
    @Body({ schema: contract.TrackingLinkBody }) body: z.infer<typeof contract.TrackingLinkBody>,
    @CreatedEarlier() earlier: string | undefined,
  ): Promise<z.infer<typeof contract.TrackingLink>> {
    if (earlier) return this.links.get(brand.brandId, earlier);
    return this.links.create({ ...brand, shipmentId: params.shipmentId, body });
  }

  @Get('shipments/:shipmentId/tracking-links')
  @Access({ brand: 'agent' })
  @Returns(200, 'All links of the shipment, newest first', contract.TrackingLinkList)
  async list(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ShipmentParams }) params: z.infer<typeof contract.ShipmentParams>,
  ): Promise<z.infer<typeof contract.TrackingLinkList>> {
    return { items: await this.links.list(brand.brandId, params.shipmentId) };
  }

  @Delete('tracking-links/:linkId')
  @Access({ brand: 'agent' })
  @Returns(204, 'The link opens nothing any more')
  revoke(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.LinkParams }) params: z.infer<typeof contract.LinkParams>,
  ): Promise<void> {
    return this.links.revoke({ ...brand, linkId: params.linkId });
  }
}
