import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope, WarehouseScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import { CalendarsService } from './calendars.service.js';
import * as contract from './pickups.contract.js';

/** When trucks leave, for the warehouse; the brand's cut-offs are a promise of its own. */
@ApiTags('Pickups')
@Controller('v1')
export class PickupsController {
  constructor(private readonly calendars: CalendarsService) {}

  @Get('pickups')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'The calendar', contract.PickupList)
  async pickups(@WarehouseScope() { warehouseId }: WarehouseScope) {
    return { pickups: await this.calendars.pickups(warehouseId) };
  }

  /** Replaces the whole calendar. Open shipments move to its trucks within half a minute, each with an event. */
  @Put('pickups')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'The calendar', contract.PickupList)
  async putPickups(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Body({ schema: contract.PickupList }) body: z.infer<typeof contract.PickupList>,
  ) {
    return { pickups: await this.calendars.putPickups(warehouseId, body.pickups) };
  }

  @Get('pickups/upcoming')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'The trucks of the coming days, in order of leaving', contract.UpcomingPickups)
  async upcoming(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: contract.UpcomingQuery }) query: contract.UpcomingQuery,
  ): Promise<contract.UpcomingPickups> {
    return this.calendars.upcoming(warehouseId, query);
  }

  @Get('closed-days')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'Days on which the warehouse is closed or a carrier does not come', contract.ClosedDayList)
  async closedDays(@WarehouseScope() { warehouseId }: WarehouseScope) {
    return { days: await this.calendars.closedDays(warehouseId) };
  }

  /** Replaces all closed days. Open shipments move to other trucks within half a minute, each with an event. */
  @Put('closed-days')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'The closed days', contract.ClosedDayList)
  async putClosedDays(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Body({ schema: contract.ClosedDayList }) body: z.infer<typeof contract.ClosedDayList>,
  ) {
    return { days: await this.calendars.putClosedDays(warehouseId, body.days) };
  }

  @Get('order-cutoffs')
  @Access({ brand: 'auditor' })
  @Returns(200, 'Until when an order ships the same day, by rank', contract.OrderCutoffList)
  async cutoffs(@BrandScope() { brandId }: BrandScope) {
    return { cutoffs: await this.calendars.cutoffs(brandId) };
  }

  /** Replaces all cut-offs, for orders that come from now on. */
  @Put('order-cutoffs')
  @Access({ brand: 'manager' })
  @Returns(200, 'The cut-offs', contract.OrderCutoffList)
  async putCutoffs(
    @BrandScope() { brandId }: BrandScope,
    @Body({ schema: contract.OrderCutoffList }) body: z.infer<typeof contract.OrderCutoffList>,
  ) {
    return { cutoffs: await this.calendars.putCutoffs(brandId, body.cutoffs) };
  }
}
