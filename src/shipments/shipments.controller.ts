import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './shipments.contract.js';
import { ShipmentsService } from './shipments.service.js';
import { StagesService } from './stages.service.js';
import { WaybillsService } from './waybills.service.js';

type ShipmentParams = z.infer<typeof contract.ShipmentParams>;

@ApiTags('Shipments')
@Controller('v1/shipments/:shipmentId')
export class ShipmentsController {
  constructor(
    private readonly shipments: ShipmentsService,
    private readonly waybills: WaybillsService,
  ) {}

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'The shipment with its lines, tasks and waybills', contract.Shipment)
  async get(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ShipmentParams }) params: ShipmentParams,
  ): Promise<contract.Shipment> {
    return this.shipments.get(brand.brandId, params.shipmentId);
  }

  /** Numbers that are already on a box stay; the others are replaced. */
  @Put('waybills')
  @Access({ brand: 'manager' })
  @Returns(200, 'All waybills of the shipment', contract.WaybillList)
  async putWaybills(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ShipmentParams }) params: ShipmentParams,
    @Body({ schema: contract.IssuedWaybillsBody }) body: z.infer<typeof contract.IssuedWaybillsBody>,
  ): Promise<z.infer<typeof contract.WaybillList>> {
    return { waybills: await this.waybills.putIssued(brand, params.shipmentId, body) };
  }

  @Post('carrier-events')
  @Access({ brand: 'manager' })
  @Returns(200, 'Where the parcel is now', contract.CarrierEventResult)
  async addCarrierEvent(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ShipmentParams }) params: ShipmentParams,
    @Body({ schema: contract.CarrierEventBody }) body: z.infer<typeof contract.CarrierEventBody>,
  ): Promise<z.infer<typeof contract.CarrierEventResult>> {
    return this.shipments.addCarrierEvent(brand, params.shipmentId, body);
  }
}

@ApiTags('Stages')
@Controller('v1/stages')
export class StagesController {
  constructor(private readonly stages: StagesService) {}

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'The stages in their order', contract.StageList)
  async list(@BrandScope() brand: BrandScope): Promise<z.infer<typeof contract.StageList>> {
    return { stages: await this.stages.list(brand.brandId) };
  }

  @Put()
  @Access({ brand: 'manager' })
  @Returns(200, 'The stages as they are now', contract.StageList)
  async put(
    @BrandScope() brand: BrandScope,
    @Body({ schema: contract.StageList }) body: z.infer<typeof contract.StageList>,
  ): Promise<z.infer<typeof contract.StageList>> {
    return { stages: await this.stages.put(brand.brandId, body.stages) };
  }
}
