import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import type { AppReply } from '../http/request.js';
import { Access } from '../http/route.js';
import { bundleFileName } from './bundle.names.js';
import * as contract from './bundles.contract.js';
import { BundlesService } from './bundles.service.js';

@ApiTags('Evidence')
@Controller('v1')
export class BundlesController {
  constructor(private readonly bundles: BundlesService) {}

  @Get('shipments/:shipmentId/bundle')
  @Access({ brand: 'auditor' })
  @ApiProduces('application/zip')
  @ApiResponse({
    status: 200,
    description:
      'The evidence of a shipment in one ZIP, to be checked without us (VERIFY.md in it). A connection that ends early means that the bundle is not whole.',
  })
  async bundle(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.BundleParams }) { shipmentId }: z.infer<typeof contract.BundleParams>,
    @Query({ schema: contract.BundleQuery }) query: contract.BundleQuery,
    @Res() reply: AppReply,
  ): Promise<void> {
    const zip = await this.bundles.export({ ...brand, ...query, shipmentId });
    await reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${bundleFileName(shipmentId)}"`)
      .header('cache-control', 'no-store')
      .send(zip);
  }
}
