import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope, WarehouseScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './completeness.contract.js';
import { EvidenceCoverage } from './evidence-coverage.service.js';
import { EvidenceSettingsService } from './evidence-settings.service.js';
import { EvidenceWaivers } from './evidence-waivers.service.js';

type Params = z.infer<typeof contract.WaiverParams>;

/** Whether shipments have the evidence that they should have, for the people of a brand. */
@ApiTags('Evidence')
@Controller('v1')
export class CompletenessController {
  constructor(
    private readonly waivers: EvidenceWaivers,
    private readonly reports: EvidenceCoverage,
    private readonly settings: EvidenceSettingsService,
  ) {}

  /** Says why a shipment goes, or has gone, without the evidence of a stage. Nothing takes it back. */
  @Post('shipments/:shipmentId/evidence-waivers')
  @Access({ brand: 'manager' })
  @Returns(200, 'The waiver; the first one of a stage stays', contract.Waiver)
  async waive(
    @BrandScope() { brandId, actor }: BrandScope,
    @Param({ schema: contract.WaiverParams }) { shipmentId }: Params,
    @Body({ schema: contract.WaiverBody }) body: contract.WaiverBody,
  ): Promise<contract.Waiver> {
    return this.waivers.waive({ brandId }, { shipmentId, actor }, body);
  }

  @Get('evidence/coverage')
  @Access({ brand: 'auditor' })
  @Returns(
    200,
    'Shipments handed over by day and warehouse, and how many have their evidence',
    contract.Coverage,
  )
  async coverage(
    @BrandScope() { brandId }: BrandScope,
    @Query({ schema: contract.CoverageQuery }) query: contract.CoverageQuery,
  ): Promise<contract.Coverage> {
    return this.reports.coverage({ brandId }, query);
  }

  @Get('evidence/gaps')
  @Access({ brand: 'auditor' })
  @Returns(200, 'Shipments that left without evidence which nobody has waived', contract.Gaps)
  async gaps(
    @BrandScope() { brandId }: BrandScope,
    @Query({ schema: contract.GapsQuery }) query: contract.GapsQuery,
  ): Promise<contract.Gaps> {
    return this.reports.gaps({ brandId }, query);
  }

  @Get('evidence/settings')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The settings in force', contract.EvidenceSettings)
  async readSettings(@BrandScope() { brandId }: BrandScope): Promise<contract.EvidenceSettings> {
    return this.settings.read(brandId);
  }

  @Put('evidence/settings')
  @Access({ brand: 'manager' })
  @Returns(200, 'The settings as they are now', contract.EvidenceSettings)
  async writeSettings(
    @BrandScope() { brandId }: BrandScope,
    @Body({ schema: contract.EvidenceSettings }) body: contract.EvidenceSettings,
  ): Promise<contract.EvidenceSettings> {
    return this.settings.write(brandId, body);
  }
}

/** The same for the people of a warehouse, over all brands that it works for. */
@ApiTags('Evidence')
@Controller('v1/warehouse')
export class WarehouseCompletenessController {
  constructor(
    private readonly waivers: EvidenceWaivers,
    private readonly reports: EvidenceCoverage,
  ) {}

  /** Says why a shipment goes, or has gone, without the evidence of a stage. Nothing takes it back. */
  @Post('shipments/:shipmentId/evidence-waivers')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'The waiver; the first one of a stage stays', contract.Waiver)
  async waive(
    @WarehouseScope() { warehouseId, actor }: WarehouseScope,
    @Param({ schema: contract.WaiverParams }) { shipmentId }: Params,
    @Body({ schema: contract.WaiverBody }) body: contract.WaiverBody,
  ): Promise<contract.Waiver> {
    return this.waivers.waive({ warehouseId }, { shipmentId, actor }, body);
  }

  @Get('evidence/coverage')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'Shipments handed over by day and brand, and how many have their evidence', contract.Coverage)
  async coverage(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: contract.CoverageQuery }) query: contract.CoverageQuery,
  ): Promise<contract.Coverage> {
    return this.reports.coverage({ warehouseId }, query);
  }

  @Get('evidence/gaps')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'Shipments that left without evidence which nobody has waived', contract.Gaps)
  async gaps(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: contract.GapsQuery }) query: contract.GapsQuery,
  ): Promise<contract.Gaps> {
    return this.reports.gaps({ warehouseId }, query);
  }
}
