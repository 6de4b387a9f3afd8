import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope, WarehouseScope } from '../accounts/scopes.js';
import { Access, Idempotent, Returns } from '../http/route.js';
import { BoxesService } from './boxes.service.js';
import { HoldsService, type Intervener } from './holds.service.js';
import * as contract from './interventions.contract.js';

type Params = z.infer<typeof contract.InterventionShipmentParams>;
const { InterventionShipmentParams: ShipmentParams, InterventionResult } = contract;
const DONE = 'What changed, and which packers are stopped with their next heartbeat';

/** What a brand's staff decide about a shipment that is still in the house; each with a reason, each on the timeline. */
@ApiTags('Interventions')
@Controller('v1/shipments/:shipmentId')
export class InterventionsController {
  constructor(
    private readonly holds: HoldsService,
    private readonly boxes: BoxesService,
  ) {}

  /** Shipment hold: nothing of it is worked on until it is released. */
  @Post('hold')
  @Access({ brand: 'agent' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async hold(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.ReasonBody }) body: contract.ReasonBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.hold(ofBrand(brand), shipmentId, body);
  }

  /** Back into the line, as if it had arrived now. */
  @Post('release-hold')
  @Access({ brand: 'agent' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async releaseHold(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.ReasonBody }) body: contract.ReasonBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.releaseHold(ofBrand(brand), shipmentId, body);
  }

  /** Moves it ahead. Everybody whom it overtakes can read why. */
  @Post('expedite')
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async expedite(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.ExpediteBody }) body: contract.ExpediteBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.expedite(ofBrand(brand), shipmentId, body);
  }

  /** Stops this shipment for good. An order of which nothing else is to be shipped is cancelled with it. */
  @Post('cancel')
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async cancel(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.ReasonBody }) body: contract.ReasonBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.cancel(ofBrand(brand), shipmentId, body);
  }

  /** Puts some of its pieces into a box of their own. */
  @Post('split')
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async split(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.SplitBody }) body: contract.SplitBody,
  ): Promise<contract.InterventionResult> {
    return this.boxes.split(ofBrand(brand), shipmentId, body);
  }

  /** Puts the goods of other shipments to the same recipient into this one. */
  @Post('consolidate')
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async consolidate(
    @BrandScope() brand: BrandScope,
    @Param({ schema: ShipmentParams }) { shipmentId }: Params,
    @Body({ schema: contract.ConsolidateBody }) body: contract.ConsolidateBody,
  ): Promise<contract.InterventionResult> {
    return this.boxes.consolidate(ofBrand(brand), shipmentId, body);
  }
}

const ofBrand = ({ brandId, actor }: BrandScope): Intervener => ({ scope: { brandId }, actor });
export const ofWarehouse = ({ warehouseId, actor }: WarehouseScope): Intervener => ({
  scope: { warehouseId },
  actor,
});
